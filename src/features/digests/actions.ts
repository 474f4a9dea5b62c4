import { action, circleSubject, inCircle } from '../../core/actions/action.ts';
import { type Handlers, shown } from '../../core/actions/handler.ts';
import { digestList, digestPage } from './messages/digest.ts';
import { digestTable } from './tables.ts';

const DIGESTS_LISTED = 26;

const digestSubject = inCircle((tx, id) => digestTable.findById(tx, id));

export const digestHandlers = {
  'digest.show': action({
    by: 'reader',
    subject: digestSubject,
    run: async (_context, { subject: { digest, id }, person }) =>
      shown(digestPage(digest, person.reader, id)),
  }),
  'digests.show': action({
    by: 'reader',
    subject: circleSubject,
    run: async (context, { person: { circle, reader } }) => {
      const digests = await digestTable.list(context.store, circle.id, DIGESTS_LISTED);
      return shown(
        digestList({ circle: circle.name, digests: digests.map(({ id, week }) => ({ id, week })) }, reader),
      );
    },
  }),
} satisfies Partial<Handlers>;
