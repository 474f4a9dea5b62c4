import { action, anywhere } from '../../../core/actions/action.ts';
import {
  done,
  type Handlers,
  refused,
  refusedAt,
  refusedForm,
  shown,
} from '../../../core/actions/handler.ts';
import type { Context } from '../../../core/context.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import { type Reader, readerOf } from '../../../core/messages/reader.ts';
import { FALLBACK_LANGUAGE } from '../../../core/messages/words.ts';
import type { Interaction, Reply } from '../../../core/ports/interaction.ts';
import type { Refusal } from '../../../core/result.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { onWebAlone } from '../../../core/way-in.ts';
import { aroundChannel } from '../../membership/use-cases/people.ts';
import { packs } from '../../pulses/packs/packs.ts';
import { outsideHome, SET_UP_INPUTS, type SetUpFormView, setUpDone, setUpForm } from '../messages/set-up.ts';
import { type Founder, findFounder, lookAtWanted, type Started, startCircle } from '../use-cases/set-up.ts';
import { readSetUpForm } from '../use-cases/set-up-form.ts';

/** For those who are in a circle already: starting one more is the same. */
export const setUpHandlers = {
  'circle.set-up-form': action({
    by: 'reader',
    subject: anywhere,
    run: (context, { interaction, person }) => showSetUp(context, interaction, person.reader),
  }),
  'circle.set-up': action({
    by: 'reader',
    subject: anywhere,
    run: (context, { interaction, person }) => setUp(context, interaction, person.reader),
  }),
} satisfies Partial<Handlers>;

/** What somebody of a chat platform may do who is in no circle: see that, and start one. null: nothing of these. */
export async function answerOutsider(
  context: Context,
  interaction: Interaction,
  reader: Reader,
): Promise<Reply | null> {
  if (interaction.platform === 'web') return null;
  switch (interaction.action.name) {
    case 'home.show': {
      const founder = await findFounder(context, interaction.actor);
      // Where the platform does not say just now, the form asks again.
      const mayStart = founder.ok || founder.code === 'not-told';
      return mayStart ? shown(outsideHome(reader)) : null;
    }
    case 'circle.set-up-form':
      return showSetUp(context, interaction, reader);
    case 'circle.set-up':
      return setUp(context, interaction, reader);
    default:
      return null;
  }
}

async function showSetUp(context: Context, interaction: Interaction, reader: Reader): Promise<Reply> {
  const { actor, platform } = interaction;
  if (platform === 'web') return refused('not-allowed', reader);
  const founder = await findFounder(context, actor);
  if (!founder.ok) return refused(founder.code, reader);
  return shown(setUpForm(await formView(context, founder.value, interaction, platform), reader));
}

async function setUp(context: Context, interaction: Interaction, reader: Reader): Promise<Reply> {
  const { actor, platform, inputs } = interaction;
  if (platform === 'web') return refused('not-allowed', reader);
  const founder = await findFounder(context, actor);
  if (!founder.ok) return noFounder(founder.code, platform, reader);
  const view = await formView(context, founder.value, interaction, platform);
  const wanted = readSetUpForm(inputs, {
    founder: { ...actor, platform },
    organisationWanted: view.organisation === null,
    now: context.clock.now(),
  });
  if (!wanted.ok) return atFault(wanted, view, reader);
  const looked = await lookAtWanted(context, founder.value, wanted.value);
  if (!looked.ok) return atFault(looked, view, reader);
  const { unsure } = looked.value;
  if (unsure.length > 0) {
    return refusedAt('please-check', reader, setUpForm({ ...view, unsure }, reader), null);
  }
  const started = await startCircle(context, founder.value, wanted.value, looked.value);
  return started.ok ? told(started.value, platform, reader) : atFault(started, view, reader);
}

/** Where the platform does not answer, what was filled in must not be lost: the form stays, with the reason at an input. */
function noFounder(code: 'not-a-founder' | 'not-told', platform: ChatPlatformName, reader: Reader): Reply {
  if (code === 'not-a-founder') return refused(code, reader);
  const form = setUpForm({ ...blankView(platform), organisation: null }, reader);
  return refusedAt(code, reader, form, SET_UP_INPUTS.circle);
}

function told({ circle, members, waysIn }: Started, platform: ChatPlatformName, reader: Reader): Reply {
  const [founder, ...others] = members;
  const view = {
    platform,
    circle,
    hasChannel: circle.channels.some((channel) => channel.platform === platform),
    stewards: others
      .filter(({ steward }) => steward)
      .map((each) => ({ name: each.name, unreached: onWebAlone([each]).length > 0 })),
    waysIn,
  };
  return done(setUpDone(view, founder === undefined ? reader : readerOf(founder, circle)));
}

function atFault(fault: Refusal<FailureCode>, view: SetUpFormView, reader: Reader): Reply {
  return refusedForm(fault, reader, setUpForm(view, reader));
}

type ChatPlatformName = SetUpFormView['platform'];

const TIMEZONE = 'Europe/London';

async function formView(
  context: Context,
  { person, workspace }: Founder,
  { actor, channel }: Pick<Interaction, 'actor' | 'channel'>,
  platform: ChatPlatformName,
): Promise<SetUpFormView> {
  const theirs = await circleTable.organisationAt(context.store, workspace);
  const here = platform === 'teams' ? (channel ?? null) : null;
  const { channels: listed } = await aroundChannel(context, here, [actor]);
  const view = { ...blankView(platform), organisation: theirs?.name ?? null, listed, here };
  return person.timezone === null ? view : { ...view, timezone: person.timezone };
}

function blankView(platform: ChatPlatformName): Omit<SetUpFormView, 'organisation'> {
  return {
    platform,
    listed: [],
    here: null,
    timezone: TIMEZONE,
    language: FALLBACK_LANGUAGE,
    packs: [...packs.values()].map(({ id, name }) => ({ id, name })),
  };
}
