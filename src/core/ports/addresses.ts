/** What somebody does in a browser who comes from a letter. Reading changes nothing: mail scanners follow addresses too. */
export interface Addresses {
  /** The address that it would prove to be somebody's; null: it is none of ours, or its time is over. */
  check(given: string): string | null;
  /** Says that the address is theirs. False as for `check`. */
  confirm(given: string): Promise<boolean>;
  /** What a capability switches off, in words that follow "e-mails about"; null: we did not make it. */
  topic(capability: string): string | null;
  /** What a text is about, in the same words; null: there is no such letter, or its kind cannot be switched off. */
  topicOf(letterId: string): Promise<string | null>;
  /** Switches texts like it off, for its owner; null as for `topicOf`. */
  stopLike(letterId: string): Promise<string | null>;
  /** Switches it off, in the one place that it names, and nothing else; null as for `topic`. */
  stop(capability: string): Promise<string | null>;
}
