import { type Handlers, refused, shown } from '../../core/actions/handler.ts';
import { personFor } from '../../core/actions/person.ts';
import { digestList, digestPage } from './messages/digest.ts';

const DIGESTS_LISTED = 26;

export const digestHandlers: Handlers<'digest.show' | 'digests.show'> = {
  'digest.show': async (context, asker, { action }) => {
    const row = await context.store.tables.digests.findById(action.subject);
    const person = row === null ? null : asker.in(row.circleId);
    if (row === null || person === null) return refused('not-found', asker.anywhere.reader);
    return shown(digestPage(row.digest, person.reader, row.id));
  },
  'digests.show': async (context, asker, { action }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    const { circle, reader } = person;
    const rows = await context.store.tables.digests.list(circle.id, DIGESTS_LISTED);
    return shown(
      digestList({ circle: circle.name, digests: rows.map(({ id, week }) => ({ id, week })) }, reader),
    );
  },
};
