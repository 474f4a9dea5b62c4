import type { IsoWeek } from '../../core/calendar/iso-week.ts';
import type { Instant } from '../../core/instant.ts';
import { compose, heading, link, list, text } from '../../core/messages/blocks.ts';
import { whenTold } from '../../core/messages/dates.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Words } from '../../core/messages/words.ts';
import type { Block, Message } from '../../core/ports/message.ts';
import { type ChoosingAtHome, choosingAtHomeBlocks } from '../choosings/messages.ts';
import { weekName } from '../digests/messages/figures.ts';
import { type ApprovalView, approvalAtHome } from '../governance/messages/approval.ts';
import { standInAtHome } from '../governance/messages/stand-in.ts';
import { type ChairSeen, chairLine } from '../meetings/messages/chair-line.ts';
import { type JoiningView, joiningLines } from '../membership/messages/joining.ts';
import {
  type FirstPulseView,
  firstPulseBlocks,
  type RosterView,
  rosterAtHome,
} from '../membership/messages/roster.ts';
import { judgeButtons } from '../promises/messages/list.ts';
import type { PromiseItem } from '../promises/rules/promise.ts';
import type { Round } from '../release/rules/pulse.ts';
import { type AskedView, askedBlocks } from '../turns/messages/take-over.ts';
import { answerButtons } from '../turns/messages/turn.ts';
import { type ClaimView, claimLine } from '../ways-in/messages.ts';

/** What awaits one person. */
export interface HomeView {
  /** The person's and the circle's names. */
  readonly name: string;
  readonly circle: string;
  readonly circleId: string;
  /** Whether this person only reads there: nothing can wait for them. */
  readonly reads: boolean;
  /** IANA name: the circle's. */
  readonly timezone: string;
  /** For stewards of a circle that is not set up; null: it is. */
  readonly roster: RosterView | null;
  /** For stewards: the pulse of a circle that was never asked one, to be opened by a press. */
  readonly firstPulse: FirstPulseView | null;
  /** Every open round the person is invited to, whether or not they answered: nobody may see a difference. */
  readonly pulses: readonly Pick<Round, 'id' | 'title' | 'closesAt'>[];
  /** Planned meetings this person chairs, or is asked to chair, soonest first. */
  readonly turns: readonly {
    readonly meetingId: string;
    readonly meeting: string;
    readonly startsAt: Instant;
    readonly accepted: boolean;
  }[];
  /** Requests to this person to take a turn over. */
  readonly asked: readonly AskedView[];
  /** For stewards: people who came into, or went out of, the circle's channel. */
  readonly joinings: readonly JoiningView[];
  /** People who came in and wait for this steward to say that it is them. */
  readonly claims: readonly ClaimView[];
  /** Changes that wait for this person's yes or no. */
  readonly approvals: readonly ApprovalView[];
  /** Promises for which `mayJudge` holds for this person. */
  readonly toConfirm: readonly PromiseItem[];
  /** Of each series the next meeting and two forecasts at most, soonest first. */
  readonly chairs: readonly (ChairSeen & {
    readonly meetingId: string | null;
    /** Said where the circle has several; null: it has one. */
    readonly meeting: string | null;
    readonly startsAt: Instant;
  })[];
  /** Where this person's own voice has no steward who can act. */
  readonly choosing: ChoosingAtHome | null;
  /** For stewards: the names of other voices without one. */
  readonly without: readonly string[];
  /** Until when this person stands in as a steward; null: they do not. */
  readonly standsIn: { readonly memberId: string; readonly until: Instant } | null;
  readonly latestDigest: { readonly id: string; readonly week: IsoWeek } | null;
  readonly openPromises: number;
}

/** Everything that waits for one person, in each of their circles: at least one. */
export function homePage(views: readonly HomeView[], reader: Reader): Message {
  return compose(reader, (words) => {
    const [one, ...others] = views;
    const count = views.reduce((sum, view) => sum + waitingIn(view), 0);
    return {
      summary:
        others.length === 0
          ? words.say('home.summary', { count, circle: one?.circle ?? '' })
          : words.say('home.summary.several', { count }),
      blocks: [
        heading(1, words.say('home.heading', { name: one?.name ?? '' })),
        ...views.flatMap((view) => circleBlocks(view, others.length > 0, reader, words)),
      ],
    };
  });
}

function waitingIn(view: HomeView): number {
  return (
    (view.roster?.mayConfirm ? 1 : 0) +
    view.pulses.length +
    view.asked.length +
    view.joinings.length +
    view.claims.length +
    view.approvals.length +
    (view.choosing?.current?.mayConfirm === true ? 1 : 0) +
    view.turns.filter(({ accepted }) => !accepted).length +
    view.toConfirm.length
  );
}

function circleBlocks(view: HomeView, among: boolean, reader: Reader, words: Words): Block[] {
  const there = { ...reader, timezone: view.timezone };
  const waiting = waitingBlocks(view, there, words);
  const level = among ? 3 : 2;
  const { choosing, standsIn, without } = view;
  return [
    ...(among ? [heading(2, view.circle)] : []),
    heading(level, words.say('home.waiting')),
    ...(waiting.length === 0 ? [text(words.say(view.reads ? 'home.reader' : 'home.nothing'))] : waiting),
    ...(choosing === null ? [] : choosingAtHomeBlocks(choosing, words)),
    ...(without.length === 0 ? [] : [text(words.say('circle.no-steward', { voices: words.list(without) }))]),
    ...(standsIn === null ? [] : standInAtHome(standsIn.memberId, standsIn.until, there, words)),
    heading(level, words.say('home.chairs')),
    chairBlock(view, there, words),
    heading(level, words.say('home.circle')),
    ...(among ? [] : [text(view.circle)]),
    ...circleLinks(view, words),
  ];
}

function waitingBlocks(view: HomeView, reader: Reader, words: Words): Block[] {
  const when = (at: Instant) => whenTold(at, reader, words);
  return [
    ...(view.roster === null ? [] : rosterAtHome(view.roster, words)),
    ...(view.firstPulse === null ? [] : firstPulseBlocks(view.firstPulse, reader, words)),
    ...view.pulses.flatMap(({ id, title, closesAt }) => [
      text(words.say('home.pulse', { title, closes: when(closesAt) })),
      link(words.say('home.pulse.open', { title }), 'pulse.show', id),
    ]),
    ...view.turns.flatMap(({ meetingId, meeting, startsAt, accepted }) => [
      text(
        words.say(accepted ? 'home.turn.accepted' : 'home.turn.offered', { meeting, when: when(startsAt) }),
      ),
      answerButtons(meetingId, accepted ? ['decline'] : ['accept', 'decline'], words),
      link(words.say('turn.why-link'), 'turn.show', meetingId),
    ]),
    ...view.asked.flatMap((asked) => askedBlocks(asked, reader, words)),
    ...view.claims.flatMap((claim) => claimLine(claim, words)),
    ...view.joinings.flatMap((joining) => joiningLines(joining, words)),
    ...view.approvals.flatMap((approval) => approvalAtHome(approval, words)),
    ...view.toConfirm.flatMap((item) => [
      text(words.say(item.reply?.outcome === 'we-cannot' ? 'home.to-accept' : 'home.to-confirm')),
      list([words.say('home.you-said', { words: item.words }), ...replyLine(item, words)]),
      judgeButtons(item, words),
    ]),
  ];
}

function replyLine({ reply }: PromiseItem, words: Words): string[] {
  if (reply === null) return [];
  return [words.say(reply.outcome === 'we-did' ? 'home.we-did' : 'home.we-cannot', { words: reply.words })];
}

function chairBlock({ chairs }: HomeView, reader: Reader, words: Words): Block {
  if (chairs.length === 0) return text(words.say('home.chair.none'));
  return list(
    chairs.map(({ meeting, ...seen }) => {
      const when = whenTold(seen.startsAt, reader, words);
      return chairLine(seen, meeting === null ? when : words.say('home.chair.of', { meeting, when }), words);
    }),
  );
}

function circleLinks(
  { circleId, reads, latestDigest, openPromises, chairs }: HomeView,
  words: Words,
): Block[] {
  const next = chairs.find(({ meetingId }) => meetingId !== null);
  const name = next?.chair?.name;
  return [
    ...(latestDigest === null
      ? []
      : [
          link(
            words.say('home.digest', { week: weekName(latestDigest.week, words) }),
            'digest.show',
            latestDigest.id,
          ),
        ]),
    ...(reads ? [] : [link(words.say('home.say'), 'say.form', circleId)]),
    link(words.say('circle.link'), 'circle.show', circleId),
    link(words.say('trends.link'), 'trends.show', circleId),
    link(words.say('home.digests'), 'digests.show', circleId),
    link(words.say('home.promises', { count: openPromises }), 'promises.show', circleId),
    ...(next?.meetingId == null || name === undefined
      ? []
      : [link(words.say('turn.announcement.why-link', { name }), 'turn.show', next.meetingId)]),
    link(words.say('home.help'), 'help.show', circleId),
    link(words.say('home.me'), 'me.show'),
  ];
}
