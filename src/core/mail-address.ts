import { type Result, refuse, success } from './result.ts';

/** RFC 5321, 4.5.3.1: the part before `@`, and the whole of a path without its brackets. */
const MOST_LOCAL = 64;
const MOST = 254;

/** RFC 5322, 3.4.1, with letters of any script (RFC 6531): words between dots, or one quoted text. */
const DOT_ATOM = /^[^\s"(),.:;<>@[\\\]\p{C}]+(\.[^\s"(),.:;<>@[\\\]\p{C}]+)*$/u;
const QUOTED = /^"([^"\\\p{C}]|\\[^\p{C}])+"$/u;
/** What shows nothing, or a space that is none: it would make an address look like another one. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u3164\uffa0]/u;
/** Hosts with a dot in their name: mail to a bare one, or to a number, stays inside somebody's network. */
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * An e-mail address as somebody typed or pasted it, in the form in which it is kept: a domain of other scripts as ASCII (RFC
 * 5891), in small letters; the part before `@` as it was written, for to some servers its letters matter.
 */
export function readMailAddress(typed: string): Result<string, 'not-an-address'> {
  const bare = typed
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^[^<>@]*<([^<>]*)>$/, '$1')
    .replace(/[.,;]+$/, '');
  const at = bare.lastIndexOf('@');
  const local = bare.slice(0, at);
  const domain = inAscii(bare.slice(at + 1));
  const address = `${local}@${domain}`;
  const fits =
    at > 0 &&
    Buffer.byteLength(local) <= MOST_LOCAL &&
    Buffer.byteLength(address) <= MOST &&
    (DOT_ATOM.test(local) || QUOTED.test(local)) &&
    !UNSEEN.test(local) &&
    DOMAIN.test(domain);
  return fits ? success(address) : refuse('not-an-address');
}

/** Whether two addresses lead to one mailbox, as far as anybody can tell: hardly a server tells large letters from small ones. */
export function sameMailbox(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A domain as names are looked up (WHATWG URL, which follows UTS 46); empty: it is none. */
function inAscii(domain: string): string {
  const address = `http://${domain}`;
  return /^[^\s/?#:@\\[\]%]+$/u.test(domain) && URL.canParse(address) ? new URL(address).hostname : '';
}
