import type { App, RespondFn, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { z } from 'zod';
import { SLACK_CALLS } from '../../../src/config/slack-manifest.ts';
import { saying } from '../../chat/dispatcher.ts';
import { WORDS } from '../words.ts';
import { answerAction, publishHome, unknownTeam } from './actions.ts';
import { answerCall, HELP, openedBy, openedByShortcut } from './commands.ts';
import type { HandlerDependencies, Tell } from './dependencies.ts';
import type { MembershipEvents } from './membership-events.ts';
import {
  accountSchema,
  commandSchema,
  homeOpenedSchema,
  membershipSchema,
  pressSchema,
  revokedSchema,
  shortcutSchema,
  submissionSchema,
  teamSchema,
} from './requests.ts';
import { createSubmissions } from './submissions.ts';

const ANY = /.*/s;

/** Everything that Slack may tell us, to whoever answers it. Acknowledges first; only a sent form waits for its answer. */
export function listen(
  app: App,
  dependencies: HandlerDependencies,
  membershipEvents: MembershipEvents,
): void {
  const submissions = createSubmissions(dependencies);

  /** The part of a payload that we read; null, with one line in the log, where it is none of Slack's shapes. */
  function read<T>(schema: z.ZodType<T>, body: unknown, what: string): T | null {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    dependencies.log.warn('slack.unreadable', { requestId: dependencies.newId(), what });
    return null;
  }

  app.action({ type: 'block_actions' }, async ({ ack, body, respond }) => {
    await ack();
    const press = read(pressSchema, body, 'press');
    const tell = body.response_url === undefined ? nobody : privately(respond);
    if (press !== null) dependencies.inBackground(() => answerAction(dependencies, press, tell));
  });

  // Ahead of the listeners: Bolt would ask each of them first whether a sent form is theirs.
  app.use(async (args) => {
    if (!('view' in args) || args.body.type !== 'view_submission') return args.next();
    const { ack, body } = args as SlackViewMiddlewareArgs<ViewSubmitAction>;
    const submission = read(submissionSchema, body, 'form');
    if (submission === null) {
      const view = dependencies.modals.draw(saying(WORDS.unreadable), null);
      return ack({ response_action: 'update', view });
    }
    const answer = await dependencies.tracked(() => submissions.answer(submission));
    await (answer === null ? ack() : ack(answer));
  });

  app.command(SLACK_CALLS.command, async ({ ack, body, respond }) => {
    const call = read(commandSchema, body, 'command');
    if (call === null) return ack({ response_type: 'ephemeral', text: WORDS.unreadable });
    const action = openedBy(call.word);
    if (action === null) return ack({ response_type: 'ephemeral', text: HELP });
    await ack();
    dependencies.inBackground(() => answerCall(dependencies, { ...call, action }, privately(respond)));
  });

  app.shortcut(ANY, async ({ ack, body, respond }) => {
    await ack();
    const call = read(shortcutSchema, body, 'shortcut');
    const action = call === null ? null : openedByShortcut(call.callbackId, call.words);
    if (call === null || action === null) return;
    // Of the two kinds of shortcuts only that of a message comes with an address to answer at.
    const tell = body.type === 'message_action' ? privately(respond) : nobody;
    dependencies.inBackground(() => answerCall(dependencies, { ...call, action }, tell));
  });

  app.event('app_home_opened', async ({ body }) => {
    const opened = read(homeOpenedSchema, body, 'home');
    if (opened === null || opened.tab !== 'home') return;
    dependencies.inBackground(async () => {
      const workspace = await dependencies.workspaces.find(opened.actor.team);
      if (workspace === null) return unknownTeam(dependencies);
      await publishHome(dependencies, workspace, opened.actor, { name: 'home.show', subject: '' });
    });
  });

  app.event('member_joined_channel', async ({ body }) => {
    const membership = read(membershipSchema, body, 'joined');
    if (membership !== null) dependencies.inBackground(() => membershipEvents.joined(membership));
  });

  app.event('member_left_channel', async ({ body }) => {
    const membership = read(membershipSchema, body, 'left');
    if (membership !== null) dependencies.inBackground(() => membershipEvents.left(membership));
  });

  app.event('user_change', async ({ body }) => {
    const account = read(accountSchema, body, 'account');
    if (account !== null) dependencies.inBackground(() => membershipEvents.changed(account));
  });

  app.event('app_uninstalled', async ({ body }) => {
    const team = read(teamSchema, body, 'uninstalled');
    if (team !== null) dependencies.inBackground(() => dependencies.workspaces.forget(team));
  });

  app.event('tokens_revoked', async ({ body }) => {
    const revoked = read(revokedSchema, body, 'revoked');
    if (revoked === null || revoked.bots === 0) return;
    dependencies.inBackground(() => dependencies.workspaces.shutOut(revoked.team, 'token_revoked'));
  });
}

/** Says something to the one who asked, over the address that came with the request: that needs no token of ours. */
function privately(respond: RespondFn): Tell {
  return async (text) => {
    await respond({ text, response_type: 'ephemeral', replace_original: false });
  };
}

/** Slack gave no address to answer at. */
const nobody: Tell = async () => {};
