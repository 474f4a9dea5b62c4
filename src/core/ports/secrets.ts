/** Key material. Never leaves the process, never logged, never in the database. */
export interface Secrets {
  /** The pepper that new rounds are sealed with. */
  readonly current: Pepper;
  /** The pepper a round was opened with; null if the operator no longer gives it to us. */
  pepper(id: string): Pepper | null;
  /** Sign sessions, forms and buttons, and key the hashes of invitations and codes. */
  readonly linkKeys: KeyRing;
  /** Seals the tokens of chat platforms for the database. */
  readonly tokens: TokenVault;
}

/** Keys of 32 bytes for one purpose: the first one signs, every one of them opens. */
export type KeyRing = readonly [Uint8Array, ...Uint8Array[]];

export interface Pepper {
  /** A fingerprint: tells peppers apart, gives nothing of them away. */
  readonly id: string;
  readonly key: Uint8Array;
}

/** Seals texts that have to lie in the database and must not be readable from a copy of it. */
export interface TokenVault {
  /** The fingerprint of the key that `seal` uses. */
  readonly keyId: string;
  /** `purpose` is bound to it: what was sealed for one purpose opens for no other. */
  seal(text: string, purpose: string): SealedText;
  /** null: not sealed by any key we have, not for this purpose, or changed since. */
  open(sealed: SealedText, purpose: string): string | null;
}

export interface SealedText {
  readonly keyId: string;
  readonly sealed: Uint8Array;
}

/** Random bytes fit for keys. */
export type RandomBytes = (length: number) => Uint8Array;
