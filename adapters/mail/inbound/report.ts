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

/** Its fields by name, wherever they stand: some servers quote the whole mail below, others its headers alone. */
function readNotification(body: string): Said | null {
  const lines = body.replace(/\r\n/g, '\n').replace(/\n[ \t]+/g, ' ');
  if (!/^content-type:\s*multipart\/report\b/im.test(lines)) return null;
  const all = (name: string) =>
    [...lines.matchAll(new RegExp(`^${name}:\\s*(.+)$`, 'gim'))].map(([, value = '']) => value.trim());
  if (!all('action').some((each) => each.toLowerCase() === 'failed')) return null;
  const recipients = [...all('final-recipient'), ...all('original-recipient')].map((each) =>
    each.replace(/^[^;]*;\s*/, '').replace(/^<|>$/g, ''),
  );
  return { messageId: all('message-id').join(' '), status: all('status')[0] ?? '', recipients };
}

/** Full mailboxes become empty; what our server or its name is refused for says nothing of theirs. */
function isForGood(status: string): boolean {
  return /^5\.(1|2)\./.test(status) && !/^5\.2\.(2|3)$/.test(status);
}
