import type {
  ConversationsSelect,
  MultiConversationsSelect,
  MultiUsersSelect,
  UsersSelect,
} from '@slack/types';
import type { PickBlock } from '../../../src/core/ports/message.ts';
import { readAddress } from '../addresses.ts';
import { LIMITS } from '../limits.ts';
import { INPUT_ACTION_ID } from './input-id.ts';
import { plain } from './text.ts';
import { WORDS } from './words.ts';

export type Picker = UsersSelect | MultiUsersSelect | ConversationsSelect | MultiConversationsSelect;

/**
 * Slack's own menu of people or channels, for a form that is shown in `team`. Null where it cannot hold what is chosen:
 * it knows ids of its own workspace alone, and at most a hundred at first.
 */
export function pickerOf(block: PickBlock, team: string | null): Picker | null {
  const initial = initialIds(block, team);
  if (block.platform !== 'slack' || initial === null) return null;
  const { what, many } = block;
  const [first] = initial;
  const action_id = INPUT_ACTION_ID;
  const placeholder = plain(PLACEHOLDERS[what][many ? 'many' : 'one'], LIMITS.placeholder);
  if (what === 'person') {
    if (!many) return { type: 'users_select', action_id, placeholder, ...(first && { initial_user: first }) };
    return { type: 'multi_users_select', action_id, placeholder, ...(first && { initial_users: initial }) };
  }
  // Direct messages are conversations to Slack as well.
  const filter = {
    include: ['public', 'private'],
    exclude_bot_users: true,
  } satisfies ConversationsSelect['filter'];
  const common = { action_id, placeholder, filter };
  if (!many)
    return { type: 'conversations_select', ...common, ...(first && { initial_conversation: first }) };
  return { type: 'multi_conversations_select', ...common, ...(first && { initial_conversations: initial }) };
}

const PLACEHOLDERS = {
  person: { one: WORDS.choosePerson, many: WORDS.choosePeople },
  channel: { one: WORDS.chooseChannel, many: WORDS.chooseChannels },
} as const;

const IDS = { person: /^[UW]/, channel: /^[CG]/ } as const;

function initialIds({ chosen, what, many }: PickBlock, team: string | null): string[] | null {
  const addresses = chosen.map(readAddress);
  const ids = addresses.flatMap((each) =>
    each !== null && each.team === team && IDS[what].test(each.id) ? [each.id] : [],
  );
  const most = many ? LIMITS.initialPicks : 1;
  return team === null || ids.length < chosen.length || ids.length > most ? null : [...new Set(ids)];
}
