/** What people tell kinds of letters apart by, where they switch one off. */
export const TOPICS = ['pulses', 'chairing', 'digest', 'promises', 'people', 'steward'] as const;
export type Topic = (typeof TOPICS)[number];
