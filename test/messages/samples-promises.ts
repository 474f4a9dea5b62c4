import type { PromiseView } from '../../src/features/promises/messages/list.ts';
import type { PromiseItem } from '../../src/features/promises/rules/promise.ts';
import { promiseItem } from '../features/digests/northfield.ts';
import type { Typed } from './samples.ts';

const TUESDAY = Date.UTC(2026, 10, 24, 10);

/** Without a reply, with "we did" under a name, and with "we cannot". */
export function promiseItems(words: string): [PromiseItem, PromiseItem, PromiseItem] {
  const by = { memberId: 'amina', voice: 'staff' };
  const reply = {
    by,
    outcome: 'we-did',
    words,
    week: '2026-W47',
    number: 1,
    askerUntil: TUESDAY,
    firstYes: null,
  } as const;
  const cannot = { ...reply, outcome: 'we-cannot', askerUntil: null } as const;
  return [
    promiseItem('p1', words, { changedIn: '2026-W47' }),
    promiseItem('p2', words, { state: 'answered', reply, raisedBy: by }),
    promiseItem('p4', words, { state: 'answered', reply: cannot }),
  ];
}

export function promiseViews({ name, words }: Typed): PromiseView[] {
  const [item, did, cannot] = promiseItems(words);
  const { reply } = cannot;
  const reopened = { by: null, reason: words, week: '2026-W47', was: 'kept', closedIn: '2026-W46' } as const;
  const closed = (by: 'asker' | 'reps' | 'one-rep') => ({ closed: { by, week: '2026-W47' } });
  return [
    view(item),
    { ...view(did), raisedBy: name, repliedBy: name, askerUntil: TUESDAY },
    view({ ...item, id: 'p3', state: 'not-yet', reply, askedId: 'm2' }, { asked: name }),
    view(cannot),
    view({ ...cannot, id: 'p5', reply: reply && { ...reply, firstYes: 'gwen' } }),
    view({ ...item, id: 'p6', state: 'in-progress', ownerId: 'm1' }, { owner: name, mine: true }),
    view({ ...item, id: 'p7', ownerId: 'm1', dueOn: '2026-12-24' }, { owner: name }),
    view({ ...item, id: 'p8', reply, reopened }, { reopenedBy: name }),
    ...(['asker', 'reps', 'one-rep'] as const).flatMap((by) => [
      view({ ...did, id: `kept ${by}`, state: 'kept', ...closed(by) }),
      view({ ...cannot, id: `refused ${by}`, state: 'refused', ...closed(by) }),
    ]),
  ];
}

function view(item: PromiseItem, more: Partial<PromiseView> = {}): PromiseView {
  return {
    item,
    raisedBy: null,
    repliedBy: null,
    reopenedBy: null,
    owner: null,
    asked: null,
    weeks: 3,
    askerUntil: null,
    mayJudge: true,
    mayTakeYesBack: item.reply?.firstYes != null,
    mayTakeOver: false,
    mayReply: item.closed === null,
    mayTakeBack: true,
    mayReopen: item.closed !== null,
    mine: false,
    ...more,
  };
}
