/** The renderer's own words around a message; all other wording comes from the core. English only, like the web's frame. */
export const WORDS = {
  product: 'Roundtable',
  important: 'Important:',
  nothing: 'nothing to show',
  open: 'Open this page',
  fillIn: 'You cannot fill this in here. The link below opens it as a page.',
} as const;

/** Where mails that were caught can be read. */
export const CAUGHT = {
  heading: 'E-mails that were caught',
  lead: 'They were sent to nobody. Here you see them as they would arrive. They are gone when the server stops.',
  none: 'None yet.',
  to: 'to',
  asText: 'As plain text',
} as const;
