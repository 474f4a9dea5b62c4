import type { Deliveries, Envelope } from './deliveries.ts';
import type { Payloads } from './payloads.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Delivery, DeliveryOptions, Payload } from './types.ts';
import { describeView, type StoredView } from './views.ts';
import type { World } from './world.ts';

/** What a person's client needs of Slack. */
export interface Line {
  readonly world: World;
  readonly payloads: Payloads;
  readonly deliveries: Deliveries;
  readonly responseUrls: ResponseUrls;
}

export function viewPayload({ world }: Line, view: StoredView): Payload {
  return describeView(view, world.workspace(view.team).botId, world.appId);
}

/** Sends, and writes down what the acknowledgement said, since that is a way of the app to say something. */
export async function deliver(
  line: Line,
  kind: string,
  team: string,
  envelope: Envelope,
  options?: DeliveryOptions,
): Promise<Delivery> {
  const times = options?.times ?? 1;
  let delivery = await line.deliveries.send(kind, envelope, options);
  note(line, team, delivery);
  for (let repeat = 1; repeat < times; repeat += 1) {
    const numbered = options?.repeats === 'numbered';
    const again = numbered ? envelope : renamed(envelope, repeat);
    delivery = await line.deliveries.send(kind, again, options, numbered ? repeat : undefined);
    note(line, team, delivery);
  }
  return delivery;
}

function note({ world }: Line, team: string, { body, inTime }: Delivery): void {
  if (body === undefined) return;
  const args = typeof body === 'object' && body !== null ? { ...body } : { text: body };
  world.journal.sent({
    at: world.clock.now(),
    method: 'ack',
    team,
    args,
    outcome: inTime ? 'ok' : 'not heard',
  });
}

/** The same thing once more under another event id, as Slack sometimes repeats itself. */
function renamed(envelope: Envelope, repeat: number): Envelope {
  if (envelope.type !== 'events_api') return envelope;
  const payload = { ...envelope.payload, event_id: `${String(envelope.payload.event_id)}R${repeat}` };
  return { type: envelope.type, payload };
}
