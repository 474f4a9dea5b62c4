import { z } from 'zod';

/** What a report says about a mail of ours: nothing of what it quotes is kept. */
export interface DeliveryReport {
  /** The letter's id, from the Message-ID. */
  readonly letterId: string;
  readonly recipients: readonly string[];
}

/** As a program of one's own may say it: the Message-ID, the address, and the enhanced status code. */
const plain = z.object({ messageId: z.string(), recipient: z.string(), status: z.string() });

/**
 * Reads a report that a mail will never arrive: a delivery status notification (RFC 3464) as it came, or the same as JSON. null: it
 * is none, it is about a delay or a mailbox that is full, or not about a mail of ours under `domain`.
 */
export function readReport(body: string, isJson: boolean, domain: string): DeliveryReport | null {
  const said = isJson ? readJson(body) : readNotification(body);
  if (said === null || !isForGood(said.status)) return null;
  const [, letterId, of] = /<letter\.([A-Za-z0-9_-]{1,64})@([^<>\s]+)>/.exec(said.messageId) ?? [];
  return letterId === undefined || of !== domain ? null : { letterId, recipients: said.recipients };
}

interface Said {
  readonly messageId: string;
  readonly status: string;
  readonly recipients: readonly string[];
}

function readJson(body: string): Said | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  const read = plain.safeParse(value);
  if (!read.success) return null;
  const { messageId, recipient, status } = read.data;
  return { messageId, status, recipients: [recipient] };
}

/**
 * The fields of its own parts, and of no other: what a mail says in its text is no report. Some servers quote the whole mail in
 * the last part, others its headers alone.
 */
function readNotification(body: string): Said | null {
  const [head, text] = headAndBody(body.replace(/\r\n/g, '\n'));
  const type = fieldsOf(head, 'content-type')[0] ?? '';
  const boundary = /boundary="?([^";\n]+)"?/i.exec(type)?.[1];
  if (!/^multipart\/report\b/i.test(type) || boundary === undefined) return null;
  const parts = text.split(`--${boundary}`).map((part) => headAndBody(part.replace(/^\n/, '')));
  const part = (kind: RegExp) => parts.find(([of]) => kind.test(fieldsOf(of, 'content-type')[0] ?? ''))?.[1];
  const status = part(/^message\/delivery-status\b/i);
  const quoted = part(/^(text\/rfc822-headers|message\/rfc822)\b/i);
  if (status === undefined || quoted === undefined) return null;
  if (!fieldsOf(status, 'action').some((each) => each.toLowerCase() === 'failed')) return null;
  const recipients = [...fieldsOf(status, 'final-recipient'), ...fieldsOf(status, 'original-recipient')].map(
    (each) => each.replace(/^[^;]*;\s*/, '').replace(/^<|>$/g, ''),
  );
  const messageId = fieldsOf(headAndBody(quoted)[0], 'message-id')[0] ?? '';
  return { messageId, status: fieldsOf(status, 'status')[0] ?? '', recipients };
}

/** A part, at its first empty line. */
function headAndBody(part: string): readonly [head: string, body: string] {
  const at = part.search(/\n\n|^\n/);
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at).replace(/^\n+/, '')];
}

/** The values of a field, lines that go on joined. */
function fieldsOf(text: string, name: string): readonly string[] {
  return text
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .flatMap((line) =>
      line.toLowerCase().startsWith(`${name}:`) ? [line.slice(name.length + 1).trim()] : [],
    );
}

/** No mailbox of that name, or closed for good. Full ones become empty; what is said of ours says nothing of theirs. */
function isForGood(status: string): boolean {
  return /^5\.(1\.(0|1|2|3|6|10)|2\.1)$/.test(status);
}
