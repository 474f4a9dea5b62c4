/** One thing that `doctor` has looked at. */
export interface Finding {
  /** `note`: good to know, and nothing is broken. */
  readonly is: 'ok' | 'note' | 'mend';
  readonly what: string;
  readonly todo?: string;
}
