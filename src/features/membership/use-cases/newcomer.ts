import { type Circle, type Identity, isPlace, type VoiceId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import * as field from '../../../core/fields.ts';
import { readMailAddress } from '../../../core/mail-address.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import { SURE_INPUT } from '../../../core/messages/form-blocks.ts';
import {
  type FormInputs,
  faultAt,
  nameIn,
  pickedIn,
  saidIn,
  together,
} from '../../../core/messages/form-inputs.ts';
import { nameKey } from '../../../core/names.ts';
import type { KnownPerson } from '../../../core/ports/chat.ts';
import { type Result, success } from '../../../core/result.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { NEWCOMER_INPUTS } from '../messages/people.ts';
import { lookAt, workspacesOf } from './people.ts';

/** Somebody who is to join. */
export interface Newcomer {
  readonly name: string;
  readonly voice: VoiceId;
  /** On Slack and Teams. None: they come in on web pages, by an invitation. */
  readonly identities: readonly Identity[];
  /** Where it goes; null: it is handed over. */
  readonly email: string | null;
}

/** What a form says of somebody, before their platforms were asked. */
export interface WantedNewcomer extends Omit<Newcomer, 'name'> {
  /** null: whatever they are called there. */
  readonly name: string | null;
  /** External ids of guests and people of other organisations whom the steward said yes to. */
  readonly sure: readonly string[];
}

const PLATFORMS = [
  { platform: 'slack', schema: field.slackMember, code: 'not-a-slack-person' },
  { platform: 'teams', schema: field.teamsMember, code: 'not-a-teams-person' },
] as const;

export function readNewcomerForm(
  inputs: FormInputs,
  voices: Circle['voices'],
): Result<WantedNewcomer, FailureCode> {
  const accounts = accountsIn(inputs);
  const isKnown = accounts.ok && accounts.value.length > 0;
  const voice = saidIn(inputs, NEWCOMER_INPUTS.voice);
  const read = together({
    // Whoever adds somebody could slip in an account of their own.
    identities:
      accounts.ok && accounts.value.length > 1 ? faultAt('one-account', NEWCOMER_INPUTS.teams) : accounts,
    name:
      (isKnown || !accounts.ok) && saidIn(inputs, NEWCOMER_INPUTS.name) === ''
        ? success(null)
        : nameIn(inputs, NEWCOMER_INPUTS.name),
    voice: isPlace(voice, voices) ? success(voice) : faultAt('no-such-voice', NEWCOMER_INPUTS.voice),
    email: emailIn(inputs, isKnown),
  });
  return read.ok ? success({ ...read.value, sure: pickedIn(inputs, SURE_INPUT) }) : read;
}

function emailIn(inputs: FormInputs, isKnown: boolean): Result<string | null, FailureCode> {
  const typed = saidIn(inputs, NEWCOMER_INPUTS.email);
  if (typed === '') return success(null);
  // Who is in a chat comes in by that, and enters an address for themselves.
  if (isKnown) return faultAt('one-account', NEWCOMER_INPUTS.email);
  const read = readMailAddress(typed);
  return read.ok ? read : faultAt(read.code, NEWCOMER_INPUTS.email);
}

function accountsIn(inputs: FormInputs): Result<readonly Identity[], FailureCode> {
  const identities: Identity[] = [];
  for (const { platform, schema, code } of PLATFORMS) {
    const listed = platform === 'teams' ? pickedIn(inputs, NEWCOMER_INPUTS.listed) : [];
    const [said, ...more] = [...new Set([...listed, ...pickedIn(inputs, NEWCOMER_INPUTS[platform])])];
    if (said === undefined) continue;
    const id = schema.safeParse(said);
    if (!id.success || more.length > 0) return faultAt(code, NEWCOMER_INPUTS[platform]);
    identities.push({ platform, externalId: id.data });
  }
  return success(identities);
}

export interface CheckedNewcomer {
  readonly newcomer: Newcomer;
  /** Guests and people of other organisations: not to be added before a steward said yes. */
  readonly unsure: readonly KnownPerson[];
  /** A member of the circle has this name already. */
  readonly namesake: boolean;
}

/** Asks the newcomer's platforms who they are. Refuses somebody whom a platform does not know where the circle is. */
export async function checkNewcomer(
  context: Context,
  circle: Circle,
  { name, sure, ...wanted }: WantedNewcomer,
): Promise<Result<CheckedNewcomer, FailureCode>> {
  const members = await memberTable.listWithReaders(context.store, circle.id);
  const known = [...circle.channels, ...members.flatMap(({ identities }) => identities)];
  const looked = await lookAt(context, wanted.identities, { workspaces: workspacesOf(known, 'slack'), sure });
  if (!looked.ok) {
    const unknown = wanted.identities.find(({ externalId }) => externalId === looked.details?.id);
    if (unknown === undefined || unknown.platform === 'web') return looked;
    return faultAt(looked.code, NEWCOMER_INPUTS[unknown.platform]);
  }
  const [told] = looked.value.known.values();
  // What the directory calls them is what the second steward has to read.
  const called = nameOf(told) ?? name;
  if (called === null) return faultAt('no-name', NEWCOMER_INPUTS.name);
  const namesake = members.some((other) => nameKey(other.name) === nameKey(called));
  return success({ newcomer: { ...wanted, name: called }, unsure: looked.value.unsure, namesake });
}

const MOST_CHARACTERS = 100;

/** What a platform calls somebody, as a name by our rules; null: it has none to go by. */
export function nameOf(person: Pick<KnownPerson, 'name'> | undefined): string | null {
  const line = (person?.name ?? '').replace(/\p{Cc}+/gu, ' ').trim();
  const parsed = field.words(MOST_CHARACTERS).safeParse([...line].slice(0, MOST_CHARACTERS).join(''));
  return parsed.success ? parsed.data : null;
}
