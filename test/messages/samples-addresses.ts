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
  numberCheck,
  numberProved,
  topicsSaved,
} from '../../src/features/addresses/messages.ts';

export function addressSamples(to: Reader): Record<string, Message> {
  const mail = { kind: 'mail', address: 'joe@example.org', held: false, stopped: [] } as const;
  const sms = { ...mail, kind: 'sms', address: '+447700900123' } as const;
  const none = { own: null, isRefused: false, waits: null };
  return {
    addressPage: addressPage({ ...none, kind: 'mail', isRefused: true }, to),
    addressPageOwn: addressPage({ ...none, kind: 'mail', own: { ...mail, stopped: TOPICS } }, to),
    addressPageHeld: addressPage({ ...none, kind: 'mail', own: { ...mail, held: true } }, to),
    addressPageTexts: addressPage({ ...none, kind: 'sms', isRefused: true }, to),
    addressPageCode: addressPage({ ...none, kind: 'sms', waits: sms.address }, to),
    addressPageNumber: addressPage({ ...none, kind: 'sms', own: { ...sms, stopped: ['digest'] } }, to),
    addressPageNumberHeld: addressPage({ ...none, kind: 'sms', own: { ...sms, held: true } }, to),
    addressEntered: addressEntered(mail.address, to),
    addressRemoved: addressRemoved('mail', to),
    addressRemovedNumber: addressRemoved('sms', to),
    addressTopics: topicsSaved('mail', to),
    addressTopicsNumber: topicsSaved('sms', to),
    addressProved: numberProved(to),
    addressCheck: addressCheck('https://roundtable.example.org/in#a.x.y', to),
    addressCheckNumber: numberCheck('012345', to),
    addressNew: addressNew('mail', to),
    addressNewNumber: addressNew('sms', to),
    addressGone: addressGone('mail', to),
    addressGoneNumber: addressGone('sms', to),
  };
}
