/** The adapter's own words around a message; all other wording comes from the core. English only, like the web's frame. */
export const WORDS = {
  product: 'Roundtable',
  important: 'Please note:',
  next: 'Next',
  back: 'Back',
  choose: 'Choose one',
  chooseMany: 'Choose as many as you like',
  nothing: '–',
  more: 'There is more than fits here.',
  seeAll: 'See all of it',
  toHome: 'Open your start page',
  moreOptions: (shown: number): string => `Only the first ${shown} choices fit here.`,
  progress: (step: number, steps: number): string => `Question ${step} of ${steps}`,
} as const;
