import { localTime } from '../core/calendar/local-time.ts';
import { nameKey } from '../core/names.ts';
import { type CancelRefusal, cancelRound } from '../features/pulses/use-cases/cancel-round.ts';
import { type OpenRefusal, openRoundByHand } from '../features/pulses/use-cases/open-round.ts';
import { pulseTable } from '../features/release/tables/pulses.ts';
import { roundTable } from '../features/release/tables/rounds.ts';
import { PROGRAM } from '../program-name.ts';
import { aboutCircle } from './circle-choice.ts';
import { refused, told } from './command.ts';
import { settingUpTold } from './setting-up.ts';

const WHY_NOT: Readonly<Record<OpenRefusal, string>> = {
  'no-such-pulse': 'This circle has no pulse. Add one to its file.',
  'pulse-paused': 'This pulse is paused. Its stewards can let it go on, on the page of the circle.',
  'not-set-up': 'Two stewards of two voices have to say yes to everybody in the circle first.',
  'nobody-to-ask': 'This circle has no members to ask.',
  'still-open': `A pulse with these questions is open. Let it close, or cancel it: ${PROGRAM} pulse cancel`,
  'asked-by-another':
    'Another pulse of the circle asks some of these questions within the next seven days, and would then be left out.',
  'asked-lately':
    'The circle was asked the same questions within the last seven days. Asking again so soon would let people compare the two.',
  'question-rests':
    'Whether its questions are shown together or by voice was changed. They are asked again eight weeks after the last time.',
  'open-too-short': 'Nobody would find the time to answer. Give 1 hour or more as --open-for.',
  'closing-in-the-past': 'It would close before it opens. Give a longer --open-for.',
};

const WHY_NOT_CANCELLED: Readonly<Record<CancelRefusal, string>> = {
  'no-such-round': 'No pulse is open in this circle.',
  'not-open': 'No pulse is open in this circle.',
  'about-to-close':
    'Nothing was cancelled. The time of this pulse is over, and it is about to close by itself.',
};

/** `roundtable pulse open`: opens a round of one of the circle's pulses now; of the only one where none is named. */
export const pulseOpen = aboutCircle(async ({ context }, circle, asked: PulseAsked) => {
  const pulses = await pulseTable.list(context.store, circle.id);
  const meant = pulses.filter(({ title }) => nameKey(title).startsWith(nameKey(asked.pulse ?? '')));
  const [pulse] = meant;
  if (pulses.length === 0) return refused(WHY_NOT['no-such-pulse']);
  if (pulse === undefined || meant.length > 1)
    return refused('Say which pulse, by its name: --pulse NAME', ...pulses.map(({ title }) => `  ${title}`));
  const { openFor } = asked;
  const opened = await openRoundByHand(context, pulse.id, openFor === undefined ? {} : { openFor });
  const waits = opened.ok ? null : await settingUpTold(context, circle);
  if (waits !== null) return refused(`Nothing was opened. ${waits.what}`, waits.todo);
  if (!opened.ok) return refused(`Nothing was opened. ${WHY_NOT[opened.code]}`);
  const { title, closesAt, voices } = opened.value;
  const { weekday, date, time } = localTime(closesAt, circle.timezone);
  const invited = voices.reduce((sum, voice) => sum + voice.invited, 0);
  return told(
    `"${title}" is open until ${weekday} ${date} ${time}. ${invited} people are invited.`,
    'Results appear once, after it closes, and only if enough people answered.',
  );
});

interface PulseAsked {
  readonly circle?: string | undefined;
  readonly pulse?: string | undefined;
  readonly openFor?: number | undefined;
}

/**
 * `roundtable pulse cancel`: ends the open round, also an overdue one whose pepper is lost. It releases nothing, and what
 * it held is deleted unread.
 */
export const pulseCancel = aboutCircle(async ({ context }, circle) => {
  const titles: string[] = [];
  const lost: string[] = [];
  let refusal: CancelRefusal = 'not-open';
  for (const { id } of await roundTable.open(context.store, circle.id)) {
    const cancelled = await cancelRound(context, id);
    if (!cancelled.ok) {
      refusal = cancelled.code;
      continue;
    }
    const title = `"${cancelled.value.title}"`;
    titles.push(title);
    if (cancelled.value.closesAt <= context.clock.now()) lost.push(title);
  }
  if (titles.length === 0) return refused(WHY_NOT_CANCELLED[refusal]);
  return told(
    `Cancelled ${titles.join(' and ')}. Nothing is released, and the answers were deleted unread.`,
    ...lost.map(
      (title) => `${title} was overdue: its answers could not be opened, because their pepper is missing.`,
    ),
  );
});
