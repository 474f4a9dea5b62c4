import { ADDRESS_KINDS, type Reachable, type SurfaceName } from '../circle.ts';
import type { Context } from '../context.ts';
import { words } from '../messages/words.ts';
import type { CalendarEntry } from '../ports/calendar.ts';
import type { Envelope } from '../ports/message.ts';
import type { Sending } from './compose-together.ts';
import type { Delivery } from './delivery.ts';
import { stopCapability } from './stop.ts';
import { TOPIC } from './topic.ts';

/**
 * What letters that go in one message say of themselves at an address. Those about one thing of a circle belong together, and so
 * do its digests. Where they are of several kinds, no one of them is switched off by its foot.
 */
export function envelopeOf(
  context: Context,
  sendings: readonly [Sending, ...Sending[]],
  language: string,
  { platform, externalId }: Reachable,
  entry: CalendarEntry | null,
): Envelope {
  const says = words(language);
  const { operator, links } = context;
  const [{ circle, delivery, member }] = sendings;
  const topics = new Set(sendings.map((each) => TOPIC[each.delivery.kind]));
  const [topic = null] = topics.size === 1 ? topics : [];
  const kind = ADDRESS_KINDS.find((each) => each === platform);
  const isStoppable = member !== null && topic !== null && kind !== undefined;
  const circles = [...new Set(sendings.map((each) => each.circle.name))];
  return {
    ...(entry === null ? {} : { entry }),
    thread: `${circle.id}.${delivery.kind === 'digest' ? 'digests' : delivery.subject}`,
    page: links.page({ name: 'letter.show', subject: delivery.id }),
    short: shortOf(context, delivery, platform),
    foot: [
      ...(member === null ? [] : [says.say('letter.why', { circle: says.list(circles) })]),
      says.say('letter.no-replies'),
      ...(operator === null ? [] : [says.say('letter.operator', { operator })]),
    ],
    stop: isStoppable
      ? {
          text: says.say('letter.stop', { topic: says.say(`letter.topic.${topic}`) }),
          url: links.stopPage(
            stopCapability(context, { personId: member.personId, kind, address: externalId, topic }),
          ),
        }
      : null,
  };
}

/** What is sent for a code that is typed elsewhere leads there. */
function shortOf({ links }: Context, { id, kind }: Delivery, platform: SurfaceName): string {
  if (kind === 'address-check') return links.page({ name: 'address.form', subject: platform });
  return kind === 'sign-in' ? links.entrance() : links.shortPage(id);
}
