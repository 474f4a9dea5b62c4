import { ADDRESS_KINDS, type Place } from '../circle.ts';
import type { Context } from '../context.ts';
import { words } from '../messages/words.ts';
import type { Envelope } from '../ports/message.ts';
import type { Sending } from './compose-together.ts';
import { stopCapability } from './stop.ts';
import { TOPIC } from './topic.ts';

/** What a letter says of itself at an address. Those about one thing of a circle belong together, and so do its digests. */
export function envelopeOf(
  context: Context,
  { circle, delivery, member }: Sending,
  language: string,
  { platform }: Pick<Place, 'platform'>,
): Envelope {
  const says = words(language);
  const { operator, links } = context;
  const topic = TOPIC[delivery.kind];
  const kind = ADDRESS_KINDS.find((each) => each === platform);
  const isStoppable = member !== null && topic !== null && kind !== undefined;
  return {
    thread: `${circle.id}.${delivery.kind === 'digest' ? 'digests' : delivery.subject}`,
    page: links.page({ name: 'letter.show', subject: delivery.id }),
    foot: [
      ...(member === null ? [] : [says.say('letter.why', { circle: circle.name })]),
      says.say('letter.no-replies'),
      ...(operator === null ? [] : [says.say('letter.operator', { operator })]),
    ],
    stop: isStoppable
      ? {
          text: says.say(`letter.stop.${topic}`),
          url: links.stopPage(stopCapability(context, { personId: member.personId, kind, topic })),
        }
      : null,
  };
}
