/**
 * The part of Adaptive Cards 1.5 that we use (https://adaptivecards.io/explorer) and Teams' charts
 * (https://adaptivecards.microsoft.com). Written down here, because Microsoft's own types come with its renderer, which is
 * for browsers.
 */
export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly version: '1.5';
  readonly lang: string;
  /** What a client shows that cannot draw the card. */
  readonly fallbackText: string;
  readonly body: readonly CardElement[];
  readonly refresh?: { readonly action: ExecuteAction };
  readonly msteams?: { readonly width: 'Full' };
}

export type CardElement = Shown & AnyElement;

type AnyElement =
  | ActionSet
  | Chart
  | ChoiceSetInput
  | Container
  | RichTextBlock
  | Table
  | TextBlock
  | TextInput
  | WhenInput;

/** What every element takes. */
interface Shown {
  readonly id?: string;
  readonly isVisible?: boolean;
  /** A line above it. */
  readonly separator?: boolean;
  readonly spacing?: 'None' | 'Small' | 'Default' | 'Medium' | 'Large';
}

type Size = 'Small' | 'Default' | 'Medium' | 'Large';

export interface TextBlock {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly wrap: true;
  readonly style: 'heading';
  readonly size: Size;
  readonly weight: 'Bolder';
}

export interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
}

export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly size?: Size;
  readonly weight?: 'Bolder';
  readonly isSubtle?: true;
}

export interface Container {
  readonly type: 'Container';
  readonly style?: 'warning';
  readonly items: readonly CardElement[];
}

export interface Table {
  readonly type: 'Table';
  readonly columns: readonly { readonly width: number }[];
  readonly firstRowAsHeaders: true;
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly type: 'TableRow';
  readonly cells: readonly { readonly type: 'TableCell'; readonly items: readonly RichTextBlock[] }[];
}

/** Teams draws these; whoever cannot shows the fallback. */
export type Chart = Series | VerticalBar;

interface Drawn {
  readonly title: string;
  readonly yAxisTitle?: string;
  readonly yMin?: number;
  readonly yMax?: number;
  readonly fallback: RichTextBlock;
}

interface Series extends Drawn {
  readonly type: 'Chart.Line' | 'Chart.VerticalBar.Grouped';
  readonly data: readonly { readonly legend: string; readonly values: readonly Point[] }[];
}

interface VerticalBar extends Drawn {
  readonly type: 'Chart.VerticalBar';
  readonly data: readonly Point[];
}

export interface Point {
  readonly x: string;
  readonly y: number;
}

export interface TextInput {
  readonly type: 'Input.Text';
  readonly id: string;
  readonly label: string;
  readonly isMultiline?: true;
  /** In UTF-16 units. */
  readonly maxLength?: number;
  readonly value?: string;
}

/** A day (`2026-12-24`) or a time (`14:00`) to pick. */
export interface WhenInput {
  readonly type: 'Input.Date' | 'Input.Time';
  readonly id: string;
  readonly label: string;
  readonly value?: string;
}

export interface ChoiceSetInput {
  readonly type: 'Input.ChoiceSet';
  readonly id: string;
  readonly label: string;
  readonly style: 'compact' | 'expanded';
  readonly isMultiSelect?: true;
  readonly wrap: true;
  readonly placeholder?: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  /** Where more choices come from: Teams asks for them while somebody types. */
  readonly 'choices.data'?: {
    readonly type: 'Data.Query';
    readonly dataset: 'graph.microsoft.com/users';
  };
  /** The chosen values, joined by commas. */
  readonly value?: string;
}

export interface ActionSet {
  readonly type: 'ActionSet';
  readonly actions: readonly CardAction[];
}

export type CardAction = ExecuteAction | OpenUrlAction | SubmitAction | ToggleAction;

type Look = { readonly title: string; readonly style?: 'positive' | 'destructive' };

/** What a button of ours carries: an action, signed. */
export interface ActionData {
  readonly rt: string;
  /** Teams asks us for a dialog, and shows it to whoever pressed. */
  readonly msteams?: { readonly type: 'task/fetch' };
}

export interface ExecuteAction extends Look {
  readonly type: 'Action.Execute';
  readonly verb: string;
  readonly data: ActionData;
  readonly associatedInputs: 'auto' | 'none';
  readonly fallback: SubmitAction;
}

export interface SubmitAction extends Look {
  readonly type: 'Action.Submit';
  readonly data: ActionData;
  readonly associatedInputs?: 'none';
}

export interface OpenUrlAction extends Look {
  readonly type: 'Action.OpenUrl';
  readonly url: string;
}

/** Shows and hides parts of the card where it stands: nothing is sent. */
export interface ToggleAction extends Look {
  readonly type: 'Action.ToggleVisibility';
  readonly targetElements: readonly { readonly elementId: string; readonly isVisible: boolean }[];
}
