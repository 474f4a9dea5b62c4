import type { Reader } from '../../src/core/messages/reader.ts';
import { TOPICS } from '../../src/core/person.ts';
import type { Message } from '../../src/core/ports/message.ts';
import {
  addressCheck,
  addressEntered,
  addressGone,
  addressNew,
  addressPage,
  addressRemoved,
  stoppedAgain,
} from '../../src/features/addresses/messages.ts';

export function addressSamples(to: Reader): Record<string, Message> {
  const own = { kind: 'mail', address: 'joe@example.org', held: false, stopped: [] } as const;
  return {
    addressPage: addressPage(null, true, to),
    addressPageOwn: addressPage({ ...own, stopped: TOPICS }, false, to),
    addressPageHeld: addressPage({ ...own, held: true }, false, to),
    addressEntered: addressEntered(own.address, to),
    addressRemoved: addressRemoved(to),
    addressAgain: stoppedAgain('chairing', to),
    addressCheck: addressCheck('https://roundtable.example.org/in#a.x.y', to),
    addressNew: addressNew('mail', to),
    addressGone: addressGone(to),
  };
}
