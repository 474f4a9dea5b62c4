import type { z } from 'zod';
import type { KeyRing } from '../../src/core/ports/secrets.ts';
import { createSigner } from '../../src/core/signer.ts';

/** Content that a platform carries for us in the open. */
export interface SignedText {
  /**
   * The version and a point, then the content as signed JSON. `about` is signed with it and not written: whoever opens it has
   * to know it. Throws a RangeError where it gets longer than the limit.
   */
  write(content: unknown, about?: string): string;
  /** null: not written by us in exactly this form, or about something else, or of another shape. */
  read<T>(given: unknown, schema: z.ZodType<T>, about?: string): T | null;
}

export interface SignedTextOptions {
  /** At least 32 bytes each. */
  readonly keys: KeyRing;
  /** Texts of one purpose never pass for those of another. */
  readonly purpose: string;
  readonly version: string;
  /** In characters. */
  readonly limit: number;
}

/** Throws a RangeError for a key of fewer than 32 bytes. */
export function createSignedText({ keys, purpose, version, limit }: SignedTextOptions): SignedText {
  const signer = createSigner(keys, purpose, version);
  return {
    write(content, about) {
      const text = `${version}.${signer.sign(JSON.stringify(content), about)}`;
      if (text.length > limit) throw new RangeError(`${purpose} carries at most ${limit} characters`);
      return text;
    },
    read(given, schema, about) {
      if (typeof given !== 'string' || given.length > limit || !given.startsWith(`${version}.`)) return null;
      const opened = signer.open(given.slice(version.length + 1), about);
      const parsed = opened === null ? null : schema.safeParse(JSON.parse(opened));
      return parsed?.success === true ? parsed.data : null;
    },
  };
}
