/** The renderer's own words around a message; all other wording comes from the core. English only, like the template's. */
export const WORDS = {
  product: 'Roundtable',
  important: 'Important:',
  page: 'There is more on the page that the link below opens: also what you can fill in or press.',
} as const;

/** Where messages that were caught can be read. */
export const CAUGHT = {
  heading: 'Texts that were caught',
  lead: 'They were sent to nobody. Here you see them as they would arrive. They are gone when the server stops.',
  none: 'None yet.',
  to: 'to',
  parts: (count: number): string => (count === 1 ? 'one part' : `${count} parts`),
} as const;
