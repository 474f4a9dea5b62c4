/**
 * What comes of something within so many milliseconds; null: it takes longer, and goes on. A timer of Node's own: one that
 * can be aborted costs as much as reading a form.
 */
export function inTime<T>(outcome: Promise<T>, milliseconds: number): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => resolve(null), milliseconds);
    outcome.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
