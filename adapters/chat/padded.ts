/** What came of an answer, and most forms too, fit into one. */
export const PADDED_TO = 16 * 1024;

/**
 * JSON filled up with white space, which JSON allows behind it, to the next multiple of `PADDED_TO` bytes: whoever sees how much
 * we send does not learn what became of an answer.
 */
export function padded(json: string): string {
  const bytes = Buffer.byteLength(json);
  return json + ' '.repeat(Math.ceil(bytes / PADDED_TO) * PADDED_TO - bytes);
}
