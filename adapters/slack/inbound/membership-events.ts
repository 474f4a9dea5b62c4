import type { Arrivals } from '../../../src/core/ports/arrivals.ts';
import { createInTurn } from '../../chat/in-turn.ts';
import { identityOf } from '../addresses.ts';
import type { Workspace } from '../auth/workspaces.ts';
import type { People } from '../outbound/people.ts';
import { unknownTeam } from './actions.ts';
import type { HandlerDependencies } from './dependencies.ts';
import type { Account, Actor, Membership } from './requests.ts';

/**
 * Tells the core who came, went, or changed their account. What Slack says of one person is told in the order in which it
 * reached this process: joining asks Slack who it was, and leaving must not overtake that.
 */
export interface MembershipEvents {
  joined(membership: Membership): Promise<void>;
  left(membership: Membership): Promise<void>;
  changed(account: Account): Promise<void>;
}

export function createMembershipEvents(
  dependencies: Pick<HandlerDependencies, 'workspaces' | 'log' | 'newId'>,
  people: Pick<People, 'one'>,
  arrivals: Arrivals,
): MembershipEvents {
  const inTurn = createInTurn();

  /** Does it where we are installed; something else, where it is our own bot that came or went. */
  function about(
    actor: Actor,
    work: (workspace: Workspace) => Promise<void>,
    ofOurs: () => Promise<void> = async () => {},
  ): Promise<void> {
    return inTurn(`${actor.team}/${actor.user}`, async () => {
      const workspace = await dependencies.workspaces.find(actor.team);
      if (workspace === null) return unknownTeam(dependencies);
      await (workspace.botUserId === actor.user ? ofOurs() : work(workspace));
    });
  }

  return {
    joined({ actor, channel: id }) {
      const channel = identityOf({ team: actor.team, id });
      const somebody = async (workspace: Workspace) => {
        const { identity, name, kind } = await people.one(workspace, actor.user);
        if (kind !== 'bot') await arrivals.joined(channel, { identity, name, kind });
      };
      return about(actor, somebody, () => arrivals.letIn(channel));
    },
    left: ({ actor, channel }) =>
      about(actor, () =>
        arrivals.left(identityOf({ team: actor.team, id: channel }), { identity: identityOfActor(actor) }),
      ),
    changed: ({ actor, deactivated, statusEndsAt }) =>
      about(actor, async () => {
        const identity = identityOfActor(actor);
        if (deactivated) return arrivals.deactivated(identity);
        await arrivals.reactivated(identity);
        await arrivals.awayUntil(identity, statusEndsAt);
      }),
  };
}

function identityOfActor({ team, user }: Actor) {
  return identityOf({ team, id: user });
}
