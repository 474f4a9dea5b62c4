import type { Instant } from '../instant.ts';
import type { WebSession } from '../way-in.ts';

/** Browsers that are signed in. Never says when one was used. */
export interface SessionTable {
  begin(session: WebSession): Promise<void>;
  find(id: string): Promise<WebSession | null>;
  /** Of these people's web accounts, oldest first. */
  of(webIds: readonly string[]): Promise<readonly WebSession[]>;
  /** Ends one, if it is of one of these accounts. Cookies of v0.1.0 that were not exchanged yet end with it. */
  end(id: string, webIds: readonly string[], at: Instant): Promise<void>;
  /** The browser itself is left: its cookie is gone, and others stay as they are. */
  leave(id: string): Promise<void>;
  /** Ends all but one; null: all of them. Cookies of v0.1.0 that were not exchanged yet end with them. */
  endOthers(webIds: readonly string[], but: string | null, at: Instant): Promise<void>;
  /** Whether cookies of v0.1.0, which stand in no row, were ended for this account. */
  oldCookiesEnded(webId: string): Promise<boolean>;
  /** Deletes sessions on shared devices that began before, and what is kept about old cookies of before `cookies`. */
  forget(before: Instant, cookies: Instant): Promise<void>;
}
