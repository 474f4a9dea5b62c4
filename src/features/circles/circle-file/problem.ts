/** A thing about a circle file that somebody should look at. */
export interface Problem {
  /** Where, as in `members[3].voice`; empty for the file as a whole. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** What is wrong and what to do, in plain words. */
  readonly message: string;
}

/** The steps from the top of the file to a value. */
export type Path = readonly (string | number)[];

/** What is wrong before its line is known. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
}

/** `['members', 3, 'voice']` as `members[3].voice`. */
export function pathText(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}
