import { isPlace, READER } from '../../core/circle.ts';
import { MAX_MEMBERS } from '../../core/limits.ts';
import { text } from '../../core/messages/blocks.ts';
import { toMember } from '../../core/outbox/outbox.ts';
import { refuse, success } from '../../core/result.ts';
import { erasingTable } from '../../core/tables/erasing.ts';
import { memberTable } from '../../core/tables/members.ts';
import { personTable } from '../../core/tables/people.ts';
import { type ChangeKinds, type Changing, type Checking, changeKind } from '../governance/change-kinds.ts';
import { foundIf, isPresent, stand, stewardsStay } from '../governance/use-cases/stewardship.ts';
import { roundTable } from '../release/tables/rounds.ts';
import { vacateTurns } from '../turns/use-cases/vacate.ts';
import { INVITATION_LASTS } from '../ways-in/rules/way-in.ts';
import { invitationTable } from '../ways-in/tables.ts';
import { endWaysIn } from '../ways-in/use-cases/endings.ts';
import { inviteByMail } from '../ways-in/use-cases/mailed.ts';

/** Who is in a circle, and for which voice. */
export const membershipChanges = {
  'member-added': changeKind({
    check: async (at, { memberId, voice }) => {
      if (!hasVoice(at, voice)) return refuse('no-such-voice');
      if (await isThere(at, memberId)) return refuse('already-in-circle');
      return at.members.length >= MAX_MEMBERS ? refuse('circle-full') : success(null);
    },
    /** They come in as nobody's steward; whoever was here before comes back as the person they were, with their place in the rota. */
    apply: async ({ context, tx, circle }, { memberId, voice }) => {
      const now = context.clock.now();
      const member = await memberTable.find(tx, memberId);
      if (member === null || member.leftAt === null) return [];
      const before = member.confirmedAt !== null;
      const moved = before && member.voice !== voice;
      await memberTable.saveStanding(tx, memberId, {
        voice,
        steward: false,
        stewardUntil: null,
        manager: false,
        joinedAt: before ? member.joinedAt : now,
        confirmedAt: now,
        voiceSince: moved ? now : member.voiceSince,
        leftAt: null,
      });
      if (!before) await invitationTable.endAt(tx, memberId, now + INVITATION_LASTS);
      const letter = { kind: 'welcome', subject: circle.id, edition: String(now), dueAt: now } as const;
      return [toMember(context, circle, member, { ...letter, expiresAt: null })];
    },
    /** Whoever has no account, and an address that both have read, is invited there. */
    handOver: async ({ context, tx, circle }, { memberId }, decided) => {
      const member = await memberTable.find(tx, memberId);
      if (member?.email == null) return null;
      const by = { maker: 'stewards', makerId: decided?.memberId ?? null } as const;
      const letters = await inviteByMail(context, tx, circle, member, by, member.email);
      await memberTable.forgetEmails(tx, [memberId]);
      return {
        letters,
        show: (name, _reader, words) => [text(words.say('settings.added.mailed', { name }))],
      };
    },
  }),
  /** Whoever chairs instead of somebody who has left is asked. */
  'member-left': changeKind({
    check: async ({ circle, members, by }, { memberId }) =>
      // Leaving is everybody's own to decide, also where the voice has to choose another steward then.
      memberId === by.id ? foundIf(isPresent(members, memberId)) : stewardsStay(circle, members, memberId),
    apply: async ({ context, tx, circle }, { memberId }) => {
      const leftAt = context.clock.now();
      await stand(tx, memberId, ({ confirmedAt, joinedAt }) => ({
        leftAt,
        steward: false,
        manager: false,
        confirmedAt: confirmedAt ?? joinedAt,
      }));
      await roundTable.giveUpSeats(tx, memberId);
      return [
        ...(await endWaysIn(context, tx, circle, memberId)),
        ...(await vacateTurns(context, tx, circle, memberId)),
      ];
    },
  }),
  voice: changeKind({
    stood: async ({ tx, circle }, { kind, memberId }) => {
      const member = await memberTable.find(tx, memberId);
      return member?.circleId === circle.id ? { kind, memberId, voice: member.voice } : null;
    },
    check: async (at, { memberId, voice }) =>
      hasVoice(at, voice) ? stewardsStay(at.circle, at.members, memberId) : refuse('no-such-voice'),
    /** Whoever becomes a reader gives up what takes a voice, as if they left; their ways in stay. */
    apply: async ({ context, tx, circle }, { memberId, voice }) => {
      const voiceSince = context.clock.now();
      await stand(tx, memberId, () => ({ voice, voiceSince, steward: false }));
      if (voice !== READER) return [];
      await roundTable.giveUpSeats(tx, memberId);
      return vacateTurns(context, tx, circle, memberId);
    },
  }),
  /** Kept on record; it is made where the name is known: see `changeName`. */
  name: changeKind(),
  'erase-member': changeKind({
    check: async ({ tx, circle, members }, { memberId }) => {
      if ((await memberTable.find(tx, memberId))?.circleId !== circle.id) return refuse('not-found');
      return isPresent(members, memberId) ? stewardsStay(circle, members, memberId) : success(null);
    },
    apply: async (at, { memberId }) => {
      // Whoever else they were here, or were to be, is them: nothing may be left under that name either.
      for (const id of await allOfThemIn(at, memberId))
        await erasingTable.member(at.tx, at.context.kept, id, at.context.clock.now());
      return vacateTurns(at.context, at.tx, at.circle, memberId);
    },
    followUp: ({ store }) => store.tidy(),
  }),
} satisfies Partial<ChangeKinds>;

/** Also none, for a reader. */
function hasVoice({ circle }: Checking, voice: string): boolean {
  return isPlace(voice, circle.voices);
}

/** Also as another member: somebody may have become one person with the one who was to join. */
async function isThere({ tx, members }: Checking, id: string): Promise<boolean> {
  if (isPresent(members, id)) return true;
  const personId = (await memberTable.find(tx, id))?.personId;
  return members.some((each) => each.personId === personId);
}

/** A member, with whoever else in the circle is or was the same person. */
async function allOfThemIn({ tx, circle }: Changing, memberId: string): Promise<readonly string[]> {
  const member = await memberTable.find(tx, memberId);
  const theirs = member === null ? [] : await personTable.members(tx, member.personId);
  return theirs.filter(({ circleId }) => circleId === circle.id).map(({ id }) => id);
}
