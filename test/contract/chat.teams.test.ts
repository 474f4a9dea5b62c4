import { readInputId } from '../../adapters/teams/render/input-id.ts';
import type { Action } from '../../src/core/ports/action.ts';
import { GWEN, serve, startFakeServer, teamsPlatform, WARD } from '../adapters/teams/harness.ts';
import type { Person, Pressed, SeenCard, SeenMessage, Surface } from '../support/teams/types.ts';
import { message, type Seen } from './chat.fixtures.ts';
import { describeChat, type MakeHarness } from './chat.suite.ts';

/** White space made one, and without the joiners that keep words from being read as markup: nobody sees those. */
const squeezed = (text: string) => text.replaceAll('\u2060', '').replace(/\s+/gu, ' ').trim();

/** A problem stands in a line of its own above its input: here, the line before the label. */
function problemsIn(card: SeenCard): Readonly<Record<string, string>> {
  const lines = card.words.split('\n');
  const named = Object.keys(card.values).flatMap((id) => readInputId(id)?.name ?? []);
  const found = named.flatMap((name, index) => {
    const label = card.inputs[index]?.split('\n')[0] ?? '';
    const at = lines.findIndex((line) => line.startsWith(label));
    return at > 0 ? [[name, lines.slice(0, at).join(' ')] as const] : [];
  });
  return Object.fromEntries(found);
}

function seenCard(card: SeenCard & { readonly title?: string }): Seen {
  const values = Object.fromEntries(
    Object.entries(card.values).flatMap(([id, value]) => {
      const input = readInputId(id);
      return input === null ? [] : [[input.name, [value]] as const];
    }),
  );
  return { text: squeezed(`${card.title ?? ''} ${card.words}`), values, problems: problemsIn(card) };
}

type Through = (person: Person, where: Surface, label: string) => Promise<Seen>;

/** In a person's own chat the card answers in place. */
const inPlace: Through = async (person, where, label) => told(await person.press(where, label));

function told(pressed: Pressed): Seen {
  switch (pressed.outcome) {
    case 'card':
      return seenCard(pressed.shown);
    case 'dialog':
      return seenCard(pressed.dialog);
    case 'toast':
      return { text: pressed.text, values: {}, problems: {} };
    default:
      throw new Error(`${pressed.outcome} ${'why' in pressed ? pressed.why : ''}`);
  }
}

const harness =
  (client: 'new' | 'old'): MakeHarness =>
  async (core, log) => {
    const teams = await startFakeServer();
    const platform = teamsPlatform(teams, { log });
    const server = await serve(platform);
    await platform.start(core);
    teams.deliverTo(server.address);
    const member = { kind: 'member', platform: 'teams', externalId: GWEN } as const;
    const channel = { kind: 'channel', platform: 'teams', externalId: WARD } as const;
    const gwen = teams.user(GWEN, { oldClient: client === 'old' });
    let posts = 0;
    let here: Surface = 'dialog';

    async function post(action: Action): Promise<SeenMessage> {
      posts += 1;
      const link = { kind: 'link', text: 'Open it', action } as const;
      await platform.post(member, message('Something to open', link), `harness-${posts}`);
      return last(gwen.direct());
    }

    async function open(view: Action): Promise<Seen> {
      const shown = await post(view);
      const seen = await inPlace(gwen, shown, 'Open it');
      here = client === 'old' ? 'dialog' : gwen.look(shown);
      return seen;
    }

    async function send(label: string, inputs: Readonly<Record<string, string>>): Promise<Seen> {
      try {
        gwen.fill(
          here,
          Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`text.${name}`, value])),
        );
      } catch (refusal) {
        // The client lets nobody type more than the input takes.
        return { text: String(refusal), values: {}, problems: {} };
      }
      return inPlace(gwen, here, label);
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
          const rt = `s1.${Buffer.from(JSON.stringify([action.name, action.subject])).toString('base64url')}`;
          const delivery = await gwen.invoke('task/submit', { data: { rt, 'text.words': 'planted' } });
          return { text: JSON.stringify(delivery.body), values: {}, problems: {} };
        },
      },
      far: {
        async posted({ kind }) {
          const shown = kind === 'member' ? gwen.direct() : teams.messagesIn(WARD);
          return [...shown].reverse().map(seenCard);
        },
      },
      async stop() {
        await platform.stop();
        await server.close();
        await teams.stop();
      },
    };
  };

function last<T>(items: readonly T[]): T {
  const item = items.at(-1);
  if (item === undefined) throw new Error('there is nothing');
  return item;
}

describeChat('teams, cards that answer in place', harness('new'));
describeChat('teams, an old client with windows', harness('old'));
