import { NOTIFY } from '../config/notify.ts';
import type { AddressKind, Identity, PlatformName } from '../core/circle.ts';
import type { Context } from '../core/context.ts';
import type { Chat } from '../core/ports/chat.ts';
import type { Bar, PlatformFinding } from '../core/ports/sender.ts';
import { circleTable } from '../core/tables/circles.ts';
import { memberTable } from '../core/tables/members.ts';
import { PROGRAM } from '../program-name.ts';
import type { Finding } from './finding.ts';

const NAMES = {
  slack: 'Slack',
  teams: 'Teams',
  web: 'web pages',
  mail: 'e-mail',
  sms: 'text messages',
} as const;

/** Which platforms are set up, and what each says when it is asked. */
export async function platformFindings({ platforms, posts, store }: Context): Promise<readonly Finding[]> {
  const names = [...platforms.keys(), ...posts.keys()].map((name) => NAMES[name]);
  const tokens = platforms.size > 1 ? '' : ' No chat platform is set up, so no token is needed.';
  const findings: Finding[] = [{ is: 'ok', what: `People are reached by: ${names.join(', ')}.${tokens}` }];
  const channels: Identity[] = [];
  const people: Identity[] = [];
  for (const circle of await circleTable.list(store)) {
    channels.push(...circle.channels);
    for (const { identities } of await memberTable.listWithReaders(store, circle.id))
      people.push(...identities);
  }
  for (const [name, platform] of platforms) findings.push(...(await ask(name, platform, channels, people)));
  for (const [kind, sender] of posts)
    for (const finding of await sender.check([], []))
      findings.push(kind === 'sms' || isOfNotify(finding) ? notifyTold(kind, finding) : mailTold(finding));
  return findings;
}

async function ask(
  name: PlatformName,
  platform: Chat,
  channels: readonly Identity[],
  people: readonly Identity[],
): Promise<readonly Finding[]> {
  const own = (identities: readonly Identity[]) => identities.filter((each) => each.platform === name);
  return (await platform.check(own(channels), own(people))).map((finding) => told(NAMES[name], finding));
}

function mailTold(finding: PlatformFinding): Finding {
  if (finding.is === 'let-in') return { is: 'ok', what: `E-mail goes over ${finding.where}.` };
  const why = 'why' in finding ? finding.why : finding.is;
  const where = 'where' in finding ? finding.where : 'SMTP_URL';
  return finding.is === 'shut-out'
    ? {
        is: 'mend',
        what: `${where} takes no e-mail from us: ${why}. What is to be sent waits.`,
        todo: 'Check name and password in SMTP_URL, its smtp:// or smtps://, and MAIL_FROM. docs/mail.md says more.',
      }
    : {
        is: 'note',
        what: `${where} could not be asked about e-mail just now: ${why}.`,
        todo: 'Check that it runs, and the port in SMTP_URL. Then try again.',
      };
}

function isOfNotify(finding: PlatformFinding): boolean {
  return 'where' in finding && finding.where === NOTIFY;
}

/** What goes over it, and where the id of its template is set. */
const OVER_NOTIFY = {
  sms: { what: 'text messages', setting: 'NOTIFY_TEXT_TEMPLATE' },
  mail: { what: 'e-mails', setting: 'NOTIFY_MAIL_TEMPLATE' },
} as const;

function notifyTold(kind: AddressKind, finding: PlatformFinding): Finding {
  const { what, setting } = OVER_NOTIFY[kind];
  const templates = `Run \`${PROGRAM} notify templates\`, and paste what it prints into the template of ${setting}.`;
  if (finding.is === 'let-in')
    return {
      is: 'ok',
      what: isOfNotify(finding)
        ? `${NOTIFY} takes ${what} from us.`
        : `Nothing is sent: ${what} go to ${finding.where}.`,
    };
  if (finding.is === 'rights-missing')
    return {
      is: 'mend',
      what: `At ${NOTIFY}, the template for ${what} has other words than ours, so we do not know how long they get.`,
      todo: templates,
    };
  const why = 'why' in finding ? finding.why : finding.is;
  if (why === 'test-key')
    return {
      is: 'note',
      what: `${NOTIFY} charged nothing for our last ${what}, so NOTIFY_API_KEY seems to be a test key: nothing reaches anybody.`,
      todo: 'For real ones, make a live key under "API integration", once the service is live.',
    };
  if (finding.is !== 'shut-out')
    return {
      is: 'note',
      what: `${NOTIFY} could not be asked about ${what} just now: ${why}.`,
      todo: 'Try again in some minutes. https://status.notifications.service.gov.uk says whether it is down.',
    };
  return {
    is: 'mend',
    what: `${NOTIFY} takes no ${what} from us: ${why}. What is to be sent waits.`,
    todo: SHUT_OUT[why] ?? templates,
  };
}

const SHUT_OUT: Readonly<Record<string, string>> = {
  'key-refused': 'Copy NOTIFY_API_KEY anew, or make another key under "API integration".',
  clock: 'Set the clock of this machine: it may be off by 30 seconds at most.',
  'not-allowed': 'Switch them on for the service, under "Settings".',
};

function told(platform: string, finding: PlatformFinding): Finding {
  switch (finding.is) {
    case 'let-in':
      return { is: 'ok', what: `${platform} lets us into ${finding.where}.` };
    case 'open':
      return { is: 'ok', what: `${platform} lets us post in ${idOf(finding.channel)}.` };
    case 'shut-out':
      return {
        is: 'mend',
        what: `${platform} does not let us into ${finding.where}: ${finding.why}. What is to be said there waits.`,
        todo:
          finding.why === 'token-key-missing'
            ? 'Put the key it was sealed with into TOKEN_KEY_RETIRED.'
            : 'Install Roundtable there again, or copy its token anew, and start again.',
      };
    case 'rights-missing':
      return {
        is: 'mend',
        what: `${platform} gives us too few rights in ${finding.where}: ${finding.rights.join(', ')} missing.`,
        todo: `Paste the manifest anew (${PROGRAM} manifest) and install the app again.`,
      };
    case 'barred':
      return {
        is: 'mend',
        what: `${platform} does not let us post in ${idOf(finding.channel)}: ${BARS[finding.bar].what}.`,
        todo: BARS[finding.bar].todo,
      };
    case 'unknown':
      return {
        is: 'note',
        what: `${platform} could not be asked about ${finding.where} just now: ${finding.why}.`,
        todo: 'Try again in some minutes.',
      };
  }
}

const INVITE = 'Open the channel and write /invite @Roundtable.';
const BARS: Readonly<Record<Bar, { readonly what: string; readonly todo: string }>> = {
  'not-invited': { what: 'we are not in it', todo: INVITE },
  archived: { what: 'it is archived', todo: 'A steward chooses another channel, under "About your circle".' },
  gone: {
    what: 'there is no such channel, or it is private and we are not in it',
    todo: `${INVITE} If it is gone, a steward chooses another.`,
  },
  'not-let-in': {
    what: 'they have not let us in',
    todo: 'They add the app, or you make them a way in, with `member link`.',
  },
  'account-closed': { what: 'it is a closed account', todo: 'Check the id.' },
};

function idOf({ externalId }: Identity): string {
  return externalId;
}
