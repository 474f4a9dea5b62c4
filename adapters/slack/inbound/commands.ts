import { SLACK_CALLS } from '../../../src/config/slack-manifest.ts';
import type { Action } from '../../../src/core/ports/action.ts';
import { openedByCall } from '../../chat/calls.ts';
import { WORDS } from '../words.ts';
import { openAndAsk, unknownTeam } from './actions.ts';
import type { HandlerDependencies, Tell } from './dependencies.ts';
import type { Actor } from './requests.ts';

/** What each word after `/roundtable` opens. The start page lists open pulses and who chairs next, with a button for each. */
const OPENED_BY: Readonly<Record<string, Action>> = {
  pulse: { name: 'home.show', subject: '' },
  chair: { name: 'home.show', subject: '' },
  say: { name: 'say.form', subject: '' },
  digest: { name: 'digests.show', subject: '' },
  circle: { name: 'circle.show', subject: '' },
  me: { name: 'me.show', subject: '' },
  link: { name: 'link.form', subject: '' },
  help: { name: 'help.show', subject: '' },
};

/** What `/roundtable` opens; null: nothing, so the help is said. */
export function openedBy(word: string): Action | null {
  return Object.hasOwn(OPENED_BY, word) ? (OPENED_BY[word] ?? null) : null;
}

export const HELP = WORDS.help.join('\n');

export interface Call {
  readonly actor: Actor;
  readonly triggerId: string;
  readonly action: Action;
}

/** A command or shortcut. It has been acknowledged already. */
export async function answerCall(
  dependencies: HandlerDependencies,
  { actor, triggerId, action }: Call,
  say: Tell,
): Promise<void> {
  const workspace = await dependencies.workspaces.find(actor.team);
  if (workspace === null) return unknownTeam(dependencies, say);
  const spot = { on: 'screen', triggerId } as const;
  await openAndAsk(dependencies, workspace, actor, { action }, spot, () => say(WORDS.callAgain));
}

/** What a shortcut opens. null: no shortcut of ours. */
export function openedByShortcut(callbackId: string, message: string | null): Action | null {
  return openedByCall(SLACK_CALLS, callbackId, message, wordsOnly);
}

/**
 * A message's words without Slack's markup, and without anybody's name: mentions go, links keep their words
 * (https://docs.slack.dev/messaging/formatting-message-text).
 */
export function wordsOnly(text: string): string {
  return withoutMarkup(text)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[ \t]+/g, ' ')
    .trim();
}

/** From one ">" to the next, so that every character is read a fixed number of times, whatever stands in the text. */
function withoutMarkup(text: string): string {
  const [last = '', ...before] = text.split('>').reverse();
  const parts = before.reverse().map((part) => {
    const open = part.lastIndexOf('<');
    return open < 0 ? `${part}>` : part.slice(0, open) + shownOf(part.slice(open + 1));
  });
  return parts.join('') + last;
}

/** What stands between "<" and ">": a mention, a channel, or a link with its words. */
function shownOf(markup: string): string {
  if (markup.startsWith('@') || markup.startsWith('!')) return '';
  const bar = markup.indexOf('|');
  const label = bar < 0 ? null : markup.slice(bar + 1);
  if (markup.startsWith('#')) return label === null || label === '' ? '' : `#${label}`;
  return label ?? markup;
}
