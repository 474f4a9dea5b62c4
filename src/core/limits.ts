/** How much of everything: numbers that several features and their refusals name. */

/** In characters (Unicode code points), of one answer in words. */
export const MAX_COMMENT_LENGTH = 500;

/** The least that anybody may choose: answers behind a figure, and comments shown together. */
export const THRESHOLD_FLOOR = { scores: 5, comments: 10 } as const;

export const MAX_MEMBERS = 1000;

/** People that a circle can be started with by a form. */
export const MOST_FOUNDERS = 60;

/** Days away that can be entered at a time. */
export const MAX_DAYS_AWAY = 366;
