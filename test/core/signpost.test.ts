import { describe, expect, test } from 'vitest';
import { words } from '../../src/core/messages/words.ts';
import { checkSignpost, MAX_SIGNPOST_LENGTH, signpostOf } from '../../src/core/signpost.ts';

describe('where to turn in danger', () => {
  test('is what the circle wrote; numbers of Great Britain stand only where its clocks are', () => {
    expect(signpostOf({ timezone: 'Asia/Karachi' }, 'Ring 15.')).toEqual({ kind: 'own', text: 'Ring 15.' });
    expect(signpostOf({ timezone: 'Europe/London' }, null)).toEqual({ kind: 'uk' });
    for (const timezone of ['Europe/Dublin', 'America/New_York', 'Etc/UTC', 'Asia/Karachi'])
      expect(signpostOf({ timezone }, null)).toEqual({ kind: 'general' });
    expect(words('en-GB').say('signpost.uk')).toMatch(/999.*111/);
    expect(words('en-GB').say('signpost.general')).not.toMatch(/\d/);
  });

  test('is one line of at most 300 letters; empty brings the usual words back', () => {
    expect(checkSignpost('  Ring\n Gwen: 01 ')).toEqual({ ok: true, value: 'Ring Gwen: 01' });
    expect(checkSignpost(' \n ')).toEqual({ ok: true, value: null });
    expect(checkSignpost('é'.repeat(MAX_SIGNPOST_LENGTH))).toMatchObject({ ok: true });
    expect(checkSignpost('x'.repeat(MAX_SIGNPOST_LENGTH + 1))).toMatchObject({ code: 'signpost-too-long' });
  });
});
