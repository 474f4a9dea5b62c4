/**
 * How Teams' light theme draws cards, as a host configuration for Microsoft's `adaptivecards` package: colours, sizes and
 * spaces as Teams' clients show them. Teams does not publish its own; the widths of lines and letters come close, no more.
 */
const text = (colour: string, subtle: string) => ({
  default: colour,
  subtle,
  highlightColors: { default: '#fff4ce', subtle: '#fff4ce' },
});
const colours = {
  default: text('#242424', '#5c5c5c'),
  dark: text('#242424', '#5c5c5c'),
  light: text('#ffffff', '#f0f0f0'),
  accent: text('#4f52b2', '#4f52b2'),
  good: text('#0e700e', '#0e700e'),
  warning: text('#835c00', '#835c00'),
  attention: text('#b10e1c', '#b10e1c'),
};
const style = (backgroundColor: string, borderColor = 'transparent') => ({
  backgroundColor,
  borderColor,
  foregroundColors: colours,
});

export const TEAMS_HOST_CONFIG = {
  supportsInteractivity: true,
  fontFamily: '"Segoe UI", "Liberation Sans", sans-serif',
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 200, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  spacing: { small: 6, default: 10, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#d1d1d1' },
  containerStyles: {
    default: style('#ffffff', '#d1d1d1'),
    emphasis: style('#f5f5f5'),
    warning: style('#fdf6e3', '#835c00'),
    accent: style('#e8ebfa'),
    good: style('#f1faf1'),
    attention: style('#fdf3f4'),
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', spacing: 'small' },
  },
  textBlock: { headingLevel: 2 },
  textStyles: {
    heading: { size: 'large', weight: 'bolder' },
    columnHeader: { weight: 'bolder' },
  },
  table: { cellSpacing: 6 },
  actions: {
    maxActions: 6,
    buttonSpacing: 8,
    spacing: 'default',
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    showCard: { actionMode: 'inline' },
  },
  adaptiveCard: { allowCustomStyle: false },
};
