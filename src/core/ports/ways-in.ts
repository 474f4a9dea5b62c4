import type { AddressKind } from '../circle.ts';
import type { Device, WebSession } from '../way-in.ts';

/** Who an invitation is for, as they are asked before they come in. */
export interface Invited {
  readonly name: string;
  /** The circle's name; the organisation's for who is not let in yet. */
  readonly circle: string;
  /** The day and time before which it cannot be claimed, in words; null: it can. */
  readonly opensFrom: string | null;
  /** The e-mail address it was sent to by others: it can be said no to, and letters can go there from now on. Else null. */
  readonly sentTo: string | null;
}

/** Where whoever comes in is to be written to: where their invitation went, or on their pages alone. */
export type Reach = 'mail' | 'pages';

/** Links and codes that people have sent to an address of their own. */
export interface SignIns {
  /** To which kinds of addresses any can be sent. */
  ways(): readonly AddressKind[];
  /**
   * Sends one to each whose address it is. Says nothing of whether it is anybody's, at no time. To a number goes a code of six digits, which is good
   * in the browser that asked alone: gives what that keeps until they are typed; null: it was no number. `isTooMuch`: the answer is the same, and
   * nothing goes.
   */
  send(typed: string, isTooMuch?: boolean): string | null;
  /** What asks for one place are counted under: the same however an address is written, and of no use to anybody who reads it. */
  keyOf(typed: string): string;
  /** Whether it is an address or a number at all, that we could write to. */
  isOne(typed: string): boolean;
  /** Whether what somebody brings is digits with what their browser kept. */
  isByText(given: string): boolean;
  /** What that and the digits make, to be handed to `WaysIn`. After five wrong ones nothing opens any more. */
  given(asked: string, typed: string): string;
}

/** How a browser comes in. What is `given` is the secret of an address or the printed code, as it was typed. */
export interface WaysIn {
  /** null for one that is unknown, used or over: all look alike. Claims nothing. */
  look(given: string): Promise<Invited | null>;
  /** Uses the invitation up and begins a session; null as for `look`, and before it opens. Of two callers one gets it. */
  claim(given: string, device: Device, reach: Reach): Promise<WebSession | null>;
  /** Whether somebody who is signed in came in by this very one, with the account they have here. */
  cameInBy(given: string, webId: string): Promise<boolean>;
  /** "No, thank you" to an invitation that was sent to an address: it opens nothing any more. False: there is none to be had. */
  decline(given: string): Promise<boolean>;
}
