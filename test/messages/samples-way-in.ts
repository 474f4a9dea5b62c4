import { DAY } from '../../src/core/instant.ts';
import type { Reader } from '../../src/core/messages/reader.ts';
import { settled } from '../../src/core/messages/settled.ts';
import type { Message } from '../../src/core/ports/message.ts';
import {
  claimDone,
  claimForm,
  claimWaits,
  invitationEnded,
  invited,
  invitedAgain,
  ownWayIn,
  sessionEnded,
  signInLink,
  type WayInNewView,
  type WayInView,
  wayInForm,
  wayInHandedOver,
  wayInMade,
  wayInNew,
  wayInStopped,
  wayInTried,
  wayInTriedTold,
} from '../../src/features/ways-in/messages.ts';
import type { Typed } from './samples.ts';

const AT = Date.UTC(2026, 10, 24, 10);

export const sampleWayIn: WayInView = {
  address: 'https://example.org/in#AbCdEfGhIjKlMnOpQrStUv',
  entrance: 'https://example.org/in',
  code: '7QK2M9XWRT',
  opensAt: AT,
  expiresAt: AT + 7 * DAY,
};

/** Signed in here, on an own device and on a shared one. */
export const sampleSessions = [
  { id: 's1', device: 'own', beganAt: AT - 70 * DAY, here: false },
  { id: 's2', device: 'shared', beganAt: AT - DAY, here: false },
  { id: 's3', device: 'own', beganAt: AT, here: true },
] as const;

/** Made by others, and not used. */
export const sampleNewWayIn = ({ name, circle }: Pick<Typed, 'name' | 'circle'>): WayInNewView => ({
  circle,
  maker: 'stewards',
  by: name,
  madeAt: AT,
  id: 'i1',
  opensAt: AT + 7 * DAY,
});

/** Every message about ways in and where one is signed in. */
export function wayInSamples({ name, circle }: Typed, to: Reader): Record<string, Message> {
  const invitation = {
    ...sampleWayIn,
    name,
    organisation: circle,
    stewards: [name, name],
    until: AT,
    which: 'first',
  } as const;
  const handedOver = { circleId: 'c1', name, wayIn: sampleWayIn };
  return {
    ownWayIn: ownWayIn(sampleWayIn, to),
    signInLink: signInLink({ ...sampleWayIn, name, until: AT }, to),
    wayInMade: wayInMade({ circle, maker: 'steward', by: name, madeAt: AT }, to),
    wayInMadeByFormer: wayInMade({ circle, maker: 'steward', by: null, madeAt: AT }, to),
    wayInMadeByOperator: wayInMade({ circle, maker: 'operator', by: null, madeAt: AT }, to),
    wayInTried: wayInTried(circle, to),
    wayInTriedTold: wayInTriedTold({ name, circle }, to),
    wayInFirstForm: wayInForm(
      { member: { id: 'm1', name }, known: false, replaces: true, mailed: false },
      to,
    ),
    wayInMailedForm: wayInForm(
      { member: { id: 'm1', name }, known: false, replaces: true, mailed: true },
      to,
    ),
    invited: invited(invitation, to),
    invitedAgain: invited({ ...invitation, which: 'again' }, to),
    invitationDeclined: invitationEnded({ id: 'm1', name, circle, why: 'declined' }, to),
    invitationCameBack: invitationEnded({ id: 'm1', name, circle, why: 'came-back' }, to),
    invitedOnceMore: invitedAgain(name, 'c1', to),
    wayInAgainForm: wayInForm({ member: { id: 'm1', name }, known: true, replaces: true, mailed: true }, to),
    wayInHandedOver: wayInHandedOver({ ...handedOver, next: { id: 'm2', name } }, to),
    wayInHandedOverLast: wayInHandedOver({ ...handedOver, next: null }, to),
    settled: settled(to),
    wayInNew: wayInNew(sampleNewWayIn({ name, circle }), to),
    wayInNewByOperator: wayInNew(
      { circle, maker: 'operator', by: null, madeAt: AT, id: 'i1', opensAt: AT + 7 * DAY },
      to,
    ),
    wayInStopped: wayInStopped(to),
    claimWaits: claimWaits({ id: 'i1', name, circle }, to),
    claimForm: claimForm({ id: 'i1', name, circle }, to),
    claimIn: claimDone(name, true, to),
    claimOut: claimDone(name, false, to),
    sessionEnded: sessionEnded(to),
  };
}
