import { TEAMS_CALLS, type TEAMS_WORDS } from '../../../src/config/teams-manifest.ts';
import type { Action } from '../../../src/core/ports/action.ts';
import { openedByCall } from '../../chat/calls.ts';
import type { Chat } from './activities.ts';
import { plainWords } from './plain-words.ts';

type Word = (typeof TEAMS_WORDS)[number];

/** What each word written to the bot opens. The start page lists open pulses and who chairs next, with a button for each. */
const OPENED_BY: Readonly<Record<Word, Action>> = {
  pulse: { name: 'home.show', subject: '' },
  chair: { name: 'home.show', subject: '' },
  say: { name: 'say.form', subject: '' },
  digest: { name: 'digests.show', subject: '' },
  circle: { name: 'circle.show', subject: '' },
  me: { name: 'me.show', subject: '' },
  link: { name: 'link.form', subject: '' },
  help: { name: 'help.show', subject: '' },
};

/** With what people put behind it. */
const LONGEST_WORD = 40;

/**
 * What a message to the bot opens: its first word decides, everything after it is dropped, so that nobody says something by
 * mistake where others read it. A word that we do not know opens the help. In a group or meeting chat `link` is about that
 * chat: a steward links it to the circle.
 */
export function openedBy(
  text: string,
  { kind, conversationId }: Pick<Chat, 'kind' | 'conversationId'>,
): Action {
  const word =
    plainWords(text)
      .slice(0, LONGEST_WORD)
      .split(/\s+/u, 1)[0]
      ?.toLowerCase()
      .replace(/[.!?:]+$/, '') ?? '';
  if (word === 'link' && kind === 'group') {
    return { name: 'meeting-chat.form', subject: '', value: conversationId };
  }
  return isWord(word) ? OPENED_BY[word] : OPENED_BY.help;
}

function isWord(word: string): word is Word {
  return Object.hasOwn(OPENED_BY, word);
}

/** What a command of the message box or of a message's menu opens. null: no command of ours. */
export function openedByCommand(commandId: string, message: string | null): Action | null {
  return openedByCall(TEAMS_CALLS, commandId, message, plainWords);
}
