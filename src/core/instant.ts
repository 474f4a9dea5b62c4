/** A moment in time: milliseconds since 1970-01-01T00:00:00Z, always whole. The domain never asks for the current one. */
export type Instant = number;

/** One of these is always passed in as an argument: uniform numbers in [0, 1), seeded or not as the caller likes. */
export type Random = () => number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
