import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createTransport } from 'nodemailer';
import { createMailSender } from '../adapters/mail/platform.ts';
import { renderMail } from '../adapters/mail/render/mail.ts';
import { systemClock } from '../src/clock.ts';
import type { Message } from '../src/core/ports/message.ts';
import { everyMessage } from '../test/messages/samples.ts';

const MAILS = 5_000;
const PAIRS = 3;
/** As many as a worker sends at once. */
const AT_ONCE = 8;
const FROM = { name: 'Roundtable', address: 'roundtable@example.org' };

/** Letters through a local SMTP server that takes all: ours, and Nodemailer alone with mails of the same bytes, in turns. */
export async function run(print: (line: string) => void): Promise<void> {
  const child = fork(fileURLToPath(new URL('mail/server.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  try {
    const [port] = (await once(child, 'message')) as [number];
    const smtp = { host: '127.0.0.1', port, user: null, password: null, tls: 'none' } as const;
    const ours = createMailSender({
      config: { from: FROM, smtp, reportsToken: null },
      links: { page: ({ name, subject }) => `https://roundtable.example.org/${name}/${subject}` },
      cameBack: async () => false,
      guard: () => {},
      clock: systemClock,
      log: { info() {}, warn() {}, error: (_event, error) => print(String(error)) },
    });
    const bare = createTransport({
      pool: true,
      host: smtp.host,
      port,
      ignoreTLS: true,
      maxConnections: 4,
      maxMessages: 100,
    });
    const letter = sample();
    const { envelope } = letter;
    const same = renderMail(letter, {
      linkOf: () => envelope?.page ?? '',
      foot: envelope?.foot ?? [],
      stop: envelope?.stop ?? null,
    });
    const post = async (index: number) => {
      const place = { kind: 'member', platform: 'mail', externalId: `p${index}@example.org` } as const;
      const { outcome } = await ours.post(place, letter, `l${index}`);
      if (outcome !== 'posted') throw new Error(`mail ${index}: ${outcome}`);
    };
    const send = async (index: number) => {
      await bare.sendMail({ from: FROM, to: `p${index}@example.org`, ...same });
    };
    await rateOf(post, MAILS / 10);
    await rateOf(send, MAILS / 10);
    const shares: number[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const own = await rateOf(post, MAILS);
      const base = await rateOf(send, MAILS);
      shares.push(own / base);
      print(
        `mail: ${MAILS} letters, ${own.toFixed(0)} a second beside ${base.toFixed(0)} of Nodemailer alone: ${(own / base).toFixed(2)}`,
      );
    }
    shares.sort((one, other) => one - other);
    print(
      `mail: median ${shares[Math.floor(PAIRS / 2)]?.toFixed(2)} of Nodemailer alone; ${same.text.length} + ${same.html.length} characters each`,
    );
    ours.close();
    bare.close();
  } finally {
    child.kill();
  }
}

async function rateOf(one: (index: number) => Promise<void>, count: number): Promise<number> {
  let next = 0;
  const began = performance.now();
  const line = async () => {
    while (next < count) {
      next += 1;
      await one(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  return count / ((performance.now() - began) / 1000);
}

/** An invitation to a pulse: the letter that goes to most people at one minute. */
function sample(): Message {
  const reader = { language: 'en-GB', easyRead: false, oneAtATime: false, timezone: 'Europe/London' };
  const typed = { name: 'Joe', circle: 'Northfield', title: 'How are we doing?', words: '' };
  const { pulseInvitation: message } = everyMessage(typed, reader);
  if (message === undefined) throw new Error('there is no such sample');
  return {
    ...message,
    envelope: {
      thread: 'c1.r1',
      page: 'https://roundtable.example.org/letter/l1',
      short: 'https://roundtable.example.org/t/l1',
      foot: ['You get this because you are in Northfield.', 'Nobody reads replies to this message.'],
      stop: { text: 'No more e-mails about pulses', url: 'https://roundtable.example.org/stop/abc' },
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(console.log);
