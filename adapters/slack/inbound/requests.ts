import { z } from 'zod';
import { SECOND } from '../../../src/core/instant.ts';
import { identityOf } from '../addresses.ts';

/**
 * What we read of Slack's payloads (https://docs.slack.dev/reference/interaction-payloads). Everything else in them is
 * dropped here: names, messages around a button.
 */
const team = z.string().regex(/^T[A-Z0-9]{1,30}$/);
const user = z.string().regex(/^[UW][A-Z0-9]{1,30}$/);
const triggerId = z.string().min(1).max(255);

/** A view that something was pressed or sent in. */
const view = z.object({
  id: z.string().min(1).max(64),
  hash: z.string().max(64).default(''),
  type: z.enum(['modal', 'home']),
  private_metadata: z.string().optional(),
  state: z.object({ values: z.unknown() }).optional(),
  app_installed_team_id: team.nullish(),
});

const people = {
  team: z.object({ id: team }),
  user: z.object({ id: user }),
};

/** Who did something, and where. */
export interface Actor {
  readonly team: string;
  readonly user: string;
  /** The channel, where others read along; left out in a direct message, a view and the Home tab. */
  readonly channel?: string;
}

/** As the core names them. */
export function whoAndWhere({ team, user, channel }: Actor) {
  return {
    actor: identityOf({ team, id: user }),
    channel: channel === undefined ? null : identityOf({ team, id: channel }),
  };
}

/** Which channel, of whatever kind: it tells which circle is meant, and is kept nowhere. */
const place = z.object({ id: z.string().max(64) }).nullish();

type Body = z.output<z.ZodObject<typeof people>> & {
  readonly view?: z.output<typeof view> | undefined;
  readonly channel?: z.output<typeof place>;
};

function actorOf({ team: { id }, user: { id: userId }, view: seen, channel: where }: Body): Actor {
  return { team: seen?.app_installed_team_id ?? id, user: userId, ...inChannel(where?.id) };
}

function inChannel(id: string | undefined): Pick<Actor, 'channel'> {
  return id !== undefined && SHARED_CHANNEL.test(id) ? { channel: id } : {};
}

const SHARED_CHANNEL = /^[CG][A-Z0-9]{1,30}$/;

export const pressSchema = z
  .object({
    ...people,
    trigger_id: triggerId,
    view: view.optional(),
    channel: place,
    actions: z
      .array(
        z.object({
          type: z.string(),
          action_id: z.string().max(255),
          value: z.string().max(2_000).optional(),
        }),
      )
      .min(1),
  })
  .transform((body) => ({
    actor: actorOf(body),
    triggerId: body.trigger_id,
    view: body.view ?? null,
    pressed: body.actions[0],
  }));
export type Press = z.output<typeof pressSchema>;

export const submissionSchema = z
  .object({ ...people, view })
  .transform((body) => ({ actor: actorOf(body), view: body.view }));
export type Submission = z.output<typeof submissionSchema>;

export const commandSchema = z
  .object({
    team_id: team,
    user_id: user,
    channel_id: z.string().max(64).optional(),
    trigger_id: triggerId,
    text: z.string().max(4_000).default(''),
  })
  .transform(({ team_id, user_id, channel_id, trigger_id, text }) => ({
    actor: { team: team_id, user: user_id, ...inChannel(channel_id) },
    triggerId: trigger_id,
    word: (text.trim().split(/\s+/u, 1)[0] ?? '').toLowerCase(),
  }));

export const shortcutSchema = z
  .object({
    ...people,
    trigger_id: triggerId,
    callback_id: z.string().max(255),
    channel: place,
    message: z.object({ text: z.string().max(40_000).default('') }).optional(),
  })
  .transform((body) => ({
    actor: actorOf(body),
    triggerId: body.trigger_id,
    callbackId: body.callback_id,
    words: body.message?.text ?? null,
  }));

export const homeOpenedSchema = z
  .object({ team_id: team, event: z.object({ user, tab: z.string() }) })
  .transform(({ team_id, event }) => ({ actor: { team: team_id, user: event.user }, tab: event.tab }));

export const teamSchema = z.object({ team_id: team }).transform(({ team_id }) => team_id);

/**
 * An event names the workspace it happened in, which for a shared channel may be another organisation's. Where Slack says
 * through which one we hear of it, that is ours: https://docs.slack.dev/apis/slack-connect
 */
const heardIn = { team_id: team, context_team_id: team.nullish() };

export const membershipSchema = z
  .object({ ...heardIn, event: z.object({ user, channel: z.string().regex(/^[CG][A-Z0-9]{1,30}$/) }) })
  .transform(({ team_id, context_team_id, event }) => ({
    actor: { team: context_team_id ?? team_id, user: event.user },
    channel: event.channel,
  }));
/** Somebody came into a channel, or went out of it. */
export type Membership = z.output<typeof membershipSchema>;

const LAST_SECOND = 8_640_000_000_000;

/** Of a status only its end is read, never its words: https://docs.slack.dev/reference/objects/user-object */
export const accountSchema = z
  .object({
    ...heardIn,
    event: z.object({
      user: z.object({
        id: user,
        deleted: z.boolean().default(false),
        profile: z
          .object({ status_expiration: z.number().int().min(0).max(LAST_SECOND).default(0) })
          .default({ status_expiration: 0 }),
      }),
    }),
  })
  .transform(({ team_id, context_team_id, event: { user: account } }) => ({
    actor: { team: context_team_id ?? team_id, user: account.id },
    deactivated: account.deleted,
    statusEndsAt: account.profile.status_expiration === 0 ? null : account.profile.status_expiration * SECOND,
  }));
/** Somebody's account is not as it was. */
export type Account = z.output<typeof accountSchema>;

/** Which tokens died: of people we hold none, so only the bot's matter. */
export const revokedSchema = z
  .object({ team_id: team, event: z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }) }) })
  .transform(({ team_id, event }) => ({ team: team_id, bots: event.tokens.bot.length }));
