import type { Message } from '../../../src/core/ports/message.ts';
import { saying } from '../../chat/dispatcher.ts';
import type { Talking } from '../outbound/talking.ts';
import { renderCard } from '../render/card.ts';
import { renderDialog } from '../render/dialog.ts';
import { WORDS } from '../words.ts';
import { createActions } from './actions.ts';
import {
  type Actor,
  callSchema,
  channelSchema,
  dialogSchema,
  type Envelope,
  installationSchema,
  messageSchema,
  pressSchema,
  rosterSchema,
} from './activities.ts';
import { openedBy, openedByCommand } from './commands.ts';
import type { HandlerDependencies } from './dependencies.ts';
import type { MembershipEvents } from './membership-events.ts';
import type { Answer } from './webhook-handler.ts';

/** One activity that is proven to be of Teams. */
export interface Turn {
  readonly envelope: Envelope;
  readonly activity: Readonly<Record<string, unknown>>;
}

/** Everything that Teams may tell us, each to whoever answers it. */
export interface Turns {
  /** `adaptiveCard/action`: a button of a card in a chat, or Teams itself asking for a fresh card. */
  pressed(turn: Turn): Promise<Answer>;
  /** `task/fetch`: a button that opens a window. */
  dialogOpened(turn: Turn): Promise<Answer>;
  /** `task/submit`: a button in that window. */
  dialogSent(turn: Turn): Promise<Answer>;
  /** `composeExtension/fetchTask`: a command of the message box, or of a message's menu. */
  called(turn: Turn): Promise<Answer>;
  /** `composeExtension/submitAction`: a button in the window of a command. */
  callSent(turn: Turn): Promise<Answer>;
  /** Any other invoke. */
  unknown(turn: Turn): Promise<Answer>;
  /** Somebody wrote to us. */
  wrote(turn: Turn): Promise<void>;
  rosterChanged(turn: Turn): Promise<void>;
  installationChanged(turn: Turn): Promise<void>;
  channelMade(turn: Turn): Promise<void>;
  meetingStarted(turn: Turn): Promise<void>;
  meetingEnded(turn: Turn): Promise<void>;
}

/** https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format */
const CARD = 'application/vnd.microsoft.card.adaptive';

export function createTurns(
  dependencies: HandlerDependencies,
  membershipEvents: MembershipEvents,
  talking: Talking,
): Turns {
  const { codec, log, newId, inBackground } = dependencies;
  const actions = createActions(dependencies);

  function unreadable(what: string): Message {
    log.warn('teams.unreadable', { requestId: newId(), what });
    return saying(WORDS.unreadable);
  }

  function unknownActor(): Message {
    log.warn('teams.refused', { requestId: newId(), what: 'nobody' });
    return saying(WORDS.nobody);
  }

  const ownerOf = (actor: Actor | null): string | null => actor?.aadObjectId ?? null;

  function inPlace(message: Message, actor: Actor | null): Answer {
    const card = renderCard(message, codec, { surface: 'chat', owner: ownerOf(actor) });
    return { status: 200, body: { statusCode: 200, type: CARD, value: card } };
  }

  function inDialog(message: Message, actor: Actor | null): Answer {
    const value = renderDialog(message, codec, ownerOf(actor));
    return { status: 200, body: { task: { type: 'continue', value } } };
  }

  async function fromDialog({ envelope, activity }: Turn, what: string): Promise<Answer> {
    const { actor, id } = envelope;
    if (actor === null) return inDialog(unknownActor(), null);
    const sent = dialogSchema.safeParse(activity.value);
    if (!sent.success) return inDialog(unreadable(what), actor);
    const press = { activityId: id, actor, data: sent.data, automatic: false };
    return inDialog(await actions.answer(press), actor);
  }

  return {
    async pressed({ envelope, activity }) {
      const { actor, id, chat } = envelope;
      if (actor === null) return inPlace(unknownActor(), null);
      const sent = pressSchema.safeParse(activity.value);
      if (!sent.success) return inPlace(unreadable('press'), actor);
      // Cards that others see open windows: what is done in them stays between us and whoever presses.
      if (chat.kind !== 'personal') {
        log.warn('teams.refused', { requestId: newId(), what: 'not-in-a-window' });
        return inPlace(saying(WORDS.forged), actor);
      }
      return inPlace(await actions.answer({ activityId: id, actor, ...sent.data }), actor);
    },
    dialogOpened: (turn) => fromDialog(turn, 'dialog-open'),
    dialogSent: (turn) => fromDialog(turn, 'dialog-sent'),
    async called({ envelope: { actor }, activity }) {
      if (actor === null) return inDialog(unknownActor(), null);
      const call = callSchema.safeParse(activity.value);
      if (!call.success) return inDialog(unreadable('command'), actor);
      const action = openedByCommand(call.data.commandId, call.data.words);
      if (action === null) return inDialog(unreadable('command'), actor);
      return inDialog(await actions.open(actor, action), actor);
    },
    async callSent({ envelope: { actor, id }, activity }) {
      if (actor === null) return inDialog(unknownActor(), null);
      const call = callSchema.safeParse(activity.value);
      const data = call.success ? call.data.data : null;
      if (data === null) return inDialog(unreadable('command-sent'), actor);
      return inDialog(await actions.answer({ activityId: id, actor, data, automatic: false }), actor);
    },
    async unknown() {
      log.warn('teams.refused', { requestId: newId(), what: 'unknown-invoke' });
      return { status: 501 };
    },
    async wrote({ envelope, activity }) {
      const { chat, actor } = envelope;
      if (actor === null) return talking.say(chat, unknownActor(), null);
      const written = messageSchema.safeParse(activity);
      if (!written.success) return talking.say(chat, unreadable('message'), actor);
      if (written.data.data !== null) {
        // A button of an old client, or none of ours: what it would show or do belongs in a window, not into the chat.
        log.warn('teams.refused', { requestId: newId(), what: 'not-in-a-window' });
        return talking.say(chat, saying(WORDS.forged), actor);
      }
      await membershipEvents.heard(chat, actor);
      const action = openedBy(written.data.text, chat);
      if (chat.kind !== 'personal') return talking.offer(chat, action);
      await talking.say(chat, await actions.open(actor, action), actor);
    },
    async rosterChanged({ envelope, activity }) {
      const { chat, actor, ownId } = envelope;
      const roster = rosterSchema.safeParse(activity);
      if (!roster.success) return void unreadable('roster');
      for (const { id } of roster.data.membersAdded) {
        // Each by itself: one of whom Teams tells us nothing keeps back none of the others.
        if (id === ownId) inBackground(() => membershipEvents.installed(chat, actor));
        else if (chat.kind !== 'personal') inBackground(() => membershipEvents.joined(chat, id));
      }
      for (const { id, aadObjectId } of roster.data.membersRemoved) {
        if (id === ownId) inBackground(() => membershipEvents.removed(chat, actor));
        else if (aadObjectId !== undefined && chat.kind !== 'personal')
          inBackground(() => membershipEvents.left(chat, aadObjectId));
      }
    },
    async installationChanged({ envelope: { chat, actor }, activity }) {
      const installation = installationSchema.safeParse(activity);
      if (!installation.success) return void unreadable('installation');
      const { action } = installation.data;
      // A new version of the app is announced as `add-upgrade` and `remove-upgrade`: nobody comes or goes.
      if (action === 'remove') return membershipEvents.removed(chat, actor);
      if (action !== 'add') return;
      await membershipEvents.installed(chat, actor);
      if (chat.kind === 'personal' && actor !== null) {
        await talking.say(chat, await actions.open(actor, { name: 'help.show', subject: '' }), actor);
      }
    },
    async channelMade({ envelope: { chat }, activity }) {
      const channel = channelSchema.safeParse(activity);
      if (!channel.success) return void unreadable('channel');
      await membershipEvents.channelMade(chat, channel.data);
    },
    meetingStarted: ({ envelope: { chat } }) => membershipEvents.meetingStarted(chat),
    meetingEnded: ({ envelope: { chat } }) => membershipEvents.meetingEnded(chat),
  };
}
