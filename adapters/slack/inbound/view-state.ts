import { z } from 'zod';
import type { Inputs } from '../../chat/typed.ts';
import { identityOf } from '../addresses.ts';
import { LIMITS } from '../limits.ts';
import { blockIdIn, blockIdOf, INPUT_ACTION_ID, inputNameOf } from '../render/input-id.ts';
import { clean, cutAtWord } from '../render/text.ts';

const option = z.object({ value: z.string().min(1).max(LIMITS.optionValue) });
const options = z.array(option).max(LIMITS.selectOptions);
const person = z.string().regex(/^[UW][A-Z0-9]{1,30}$/);
const people = z.array(person).max(LIMITS.submittedValues);
const channel = z.string().regex(/^[CG][A-Z0-9]{1,30}$/);
const channels = z.array(channel).max(LIMITS.submittedValues);

/** The state of our kinds of inputs (https://docs.slack.dev/reference/views#view-state). Others are none of ours. */
const element = z.discriminatedUnion('type', [
  z.object({ type: z.literal('plain_text_input'), value: z.string().max(LIMITS.inputText).nullish() }),
  z.object({ type: z.literal('radio_buttons'), selected_option: option.nullish() }),
  z.object({ type: z.literal('static_select'), selected_option: option.nullish() }),
  z.object({ type: z.literal('checkboxes'), selected_options: options.nullish() }),
  z.object({ type: z.literal('multi_static_select'), selected_options: options.nullish() }),
  z.object({ type: z.literal('datepicker'), selected_date: z.iso.date().nullish() }),
  z.object({ type: z.literal('timepicker'), selected_time: z.iso.time({ precision: -1 }).nullish() }),
  z.object({ type: z.literal('users_select'), selected_user: person.nullish() }),
  z.object({ type: z.literal('multi_users_select'), selected_users: people.nullish() }),
  z.object({ type: z.literal('conversations_select'), selected_conversation: channel.nullish() }),
  z.object({ type: z.literal('multi_conversations_select'), selected_conversations: channels.nullish() }),
]);
const inputs = z.record(z.string(), z.strictObject({ [INPUT_ACTION_ID]: element }));

/**
 * Reads `view.state.values` of a person in `team`: whoever was picked there gets their whole id. Null for anything that no view of ours can have sent: unknown blocks or elements, too many
 * inputs or values, texts longer than Slack lets people type. An empty text is one empty value, as in a web form.
 */
export function readViewState(values: unknown, team: string): Inputs | null {
  const parsed = inputs.safeParse(values);
  if (!parsed.success) return null;
  const read = Object.entries(parsed.data).map(
    ([blockId, { [INPUT_ACTION_ID]: state }]) => [inputNameOf(blockId), valuesOf(state, team)] as const,
  );
  const count = read.reduce((sum, [, given]) => sum + given.length, 0);
  if (read.length > LIMITS.viewBlocks || count > LIMITS.submittedValues) return null;
  const named = read.flatMap(([name, given]) => (name === null ? [] : [[name, given] as const]));
  return named.length === read.length ? Object.fromEntries(named) : null;
}

function valuesOf(state: z.infer<typeof element>, team: string): readonly string[] {
  const whole = (id: string) => identityOf({ team, id }).externalId;
  switch (state.type) {
    case 'plain_text_input':
      return [state.value ?? ''];
    case 'radio_buttons':
    case 'static_select':
      return state.selected_option == null ? [] : [state.selected_option.value];
    case 'checkboxes':
    case 'multi_static_select':
      return (state.selected_options ?? []).map(({ value }) => value);
    case 'datepicker':
      return [state.selected_date ?? ''];
    case 'timepicker':
      return [state.selected_time ?? ''];
    case 'users_select':
      return state.selected_user == null ? [] : [whole(state.selected_user)];
    case 'multi_users_select':
      return (state.selected_users ?? []).map(whole);
    case 'conversations_select':
      return state.selected_conversation == null ? [] : [whole(state.selected_conversation)];
    case 'multi_conversations_select':
      return (state.selected_conversations ?? []).map(whole);
  }
}

/**
 * The problems of a refused form as `errors` for `response_action: errors`, by block id. Slack takes errors only for
 * inputs that stand in the view (`submitted` are those); the others are told at the first of these. Null where nothing can
 * be told at an input: show the refusal's message instead.
 */
export function problemsAsErrors(
  problems: Readonly<Record<string, string>>,
  submitted: Inputs,
  edition = 0,
): Record<string, string> | null {
  const names = Object.keys(submitted);
  const here = names.filter((name) => Object.hasOwn(problems, name));
  const elsewhere = Object.keys(problems).filter((name) => !Object.hasOwn(submitted, name));
  const [first] = here.length > 0 ? here : names;
  if (first === undefined || here.length + elsewhere.length === 0) return null;
  const told = new Map(here.map((name) => [name, [problems[name] ?? '']]));
  told.set(first, [...(told.get(first) ?? []), ...elsewhere.map((name) => problems[name] ?? '')]);
  return Object.fromEntries(
    [...told].map(([name, said]) => [
      blockIdIn(edition, blockIdOf(name)),
      cutAtWord(clean(said.join(' ')), LIMITS.inputHint),
    ]),
  );
}
