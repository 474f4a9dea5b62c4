import { readViewState } from '../../adapters/slack/inbound/view-state.ts';
import { inputNameOf } from '../../adapters/slack/render/input-id.ts';
import type { Action } from '../../src/core/ports/action.ts';
import {
  configFor,
  GWEN,
  serve,
  slackPlatform,
  startFakeServer,
  TEAM,
  WARD,
} from '../adapters/slack/harness.ts';
import type { SeenMessage, SeenView, Slack } from '../support/slack/types.ts';
import { message, type Seen } from './chat.fixtures.ts';
import { describeChat, type MakeHarness } from './chat.suite.ts';

const squeezed = (text: string) => text.replace(/\s+/gu, ' ').trim();

function seenView(view: SeenView): Seen {
  const problems = Object.fromEntries(
    Object.entries(view.errors).map(([block, words]) => [inputNameOf(block) ?? block, words]),
  );
  const text = [view.title, view.words, view.submit ?? '', ...Object.values(view.errors)].join(' ');
  return { text: squeezed(text), values: readViewState(view.values, TEAM) ?? {}, problems };
}

const seenMessage = ({ text, words }: SeenMessage): Seen => ({
  text: squeezed(`${text} ${words}`),
  values: {},
  problems: {},
});

const harness =
  (over: 'http' | 'socket'): MakeHarness =>
  async (core, log) => {
    const slack = await startFakeServer();
    const listening =
      over === 'http'
        ? ({ kind: 'http', signingSecret: slack.signingSecret } as const)
        : ({ kind: 'socket', appToken: slack.appToken } as const);
    const platform = slackPlatform(slack, { config: configFor(slack, { listening }), log });
    const server = await serve(platform);
    await platform.start(core);
    if (over === 'http') slack.deliverTo(server.address);
    const member = { kind: 'member', platform: 'slack', externalId: `${TEAM}/${GWEN}` } as const;
    const channel = { kind: 'channel', platform: 'slack', externalId: `${TEAM}/${WARD}` } as const;
    const gwen = slack.user(TEAM, GWEN);
    let posts = 0;

    const calls = (...methods: string[]) =>
      slack.everything().filter(({ method }) => methods.includes(method)).length;
    /** Does something that ends with a call of one of these methods, and waits for that. */
    async function until(methods: readonly string[], work: () => Promise<unknown>) {
      const before = calls(...methods);
      await work();
      await slack.until(() => calls(...methods) > before, methods.join());
    }

    async function post(action: Action): Promise<SeenMessage> {
      posts += 1;
      const link = { kind: 'link', text: 'Open it', action } as const;
      await platform.post(member, message('Something to open', link), `harness-${posts}`);
      return last(gwen.direct());
    }

    async function open(view: Action): Promise<Seen> {
      if (view.name === 'home.show') {
        await until(['views.publish'], () => gwen.home());
        const home = gwen.homeTab();
        if (home === undefined) throw new Error('nothing was published');
        return seenView(home);
      }
      const shown = await post(view);
      await until(['views.update'], () => gwen.press(shown, 'Open it'));
      return seenView(gwen.openModal());
    }

    async function send(label: string, inputs: Readonly<Record<string, string>>): Promise<Seen> {
      try {
        await gwen.fill(
          Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`input.${name}`, value])),
        );
      } catch (refusal) {
        // The client lets nobody type more than the input takes.
        return { text: String(refusal), values: {}, problems: {} };
      }
      if (gwen.openModal().submit === label) await gwen.submit();
      else await until(['views.update'], () => gwen.press('modal', label));
      return seenView(gwen.openModal());
    }

    return {
      platform,
      member,
      channel,
      person: {
        see: open,
        async press(view, label, inputs = {}) {
          await open(view);
          return send(label, inputs);
        },
        async forge(action) {
          const planted = await plant(slack, gwen.direct().at(-1)?.channel ?? GWEN, action);
          await until(['views.update'], () => gwen.press(planted, 'Planted'));
          return seenView(gwen.openModal());
        },
      },
      far: {
        async posted({ kind }) {
          const shown = kind === 'member' ? gwen.direct() : slack.messagesIn(WARD);
          return [...shown].reverse().map(seenMessage);
        },
      },
      async stop() {
        await platform.stop();
        await server.close();
        await slack.stop();
      },
    };
  };

/** A button that looks like one of ours and carries a value that nobody of ours has signed. */
async function plant(slack: Slack, channel: string, action: Action): Promise<SeenMessage> {
  const value = Buffer.from(JSON.stringify([action.name, action.subject])).toString('base64url');
  const button = {
    type: 'button',
    action_id: `${action.name}#1`,
    value: `1.${value.padStart(64, 'A')}`,
    text: { type: 'plain_text', text: 'Planted' },
  };
  const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel, text: 'x', blocks: [{ type: 'actions', elements: [button] }] }),
  });
  const answer = (await response.json()) as { ok: boolean; error?: string };
  if (!answer.ok) throw new Error(answer.error);
  return last(slack.user(TEAM, GWEN).direct());
}

function last<T>(items: readonly T[]): T {
  const item = items.at(-1);
  if (item === undefined) throw new Error('there is nothing');
  return item;
}

describeChat('slack over HTTP', harness('http'));
describeChat('slack over Socket Mode', harness('socket'));
