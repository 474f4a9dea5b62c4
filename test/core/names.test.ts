import { describe, expect, test } from 'vitest';
import * as field from '../../src/core/fields.ts';
import { nameIn } from '../../src/core/messages/form-inputs.ts';
import { words } from '../../src/core/messages/words.ts';
import { directionMarkIn, isolated, isVisible, nameKey } from '../../src/core/names.ts';

const faultOf = (name: string) => field.words(100).safeParse(name).error?.issues[0]?.message ?? null;

describe('names', () => {
  test.each([
    ['\u202EKasia Nowak', 'U+202E'],
    ['Kasia\u200F Nowak', 'U+200F'],
    ['\u2067Kasia\u2069', 'U+2067'],
    ['\u061CKasia', 'U+061C'],
  ])('a direction mark is refused, and named (%j)', (name, mark) => {
    expect(directionMarkIn(name)).toBe(mark);
    expect(faultOf(name)).toContain(`This holds ${mark}`);
    expect(nameIn({ name: [name] }, 'name')).toMatchObject({ code: 'name-direction-mark' });
  });

  test.each(['\u200B', '\u3164', '\u00AD\u2060', '...', '\uFE0F'])(
    'nothing to see is no name (%j)',
    (name) => {
      expect(isVisible(name)).toBe(false);
      expect(faultOf(name)).toContain('no letter to see');
      expect(nameIn({ name: [name] }, 'name')).toMatchObject({ code: 'name-not-seen' });
    },
  );

  test.each(['نور الهدى', 'Siobhan O’Neill', '李', 'می\u200Cخواهم', 'Ward 7', 'Zoë'])(
    '%s is a name',
    (name) => {
      expect(faultOf(name)).toBeNull();
    },
  );

  test.each([
    ['Siobhan O’Neill', "siobhan o'neill"],
    ['Ines  Costa', 'Ines Costa'],
    ['Ines\u00A0Costa ', 'ines costa'],
    ['Zoe\u0308', 'Zoë'],
  ])('%j is found as %j', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  test('a name that runs the other way stands apart from the sentence around it', () => {
    expect(isolated('Kasia Nowak')).toBe('Kasia Nowak');
    expect(words('en-GB').say('home.heading', { name: 'نور الهدى' })).toBe('Hello, \u2068نور الهدى\u2069');
    expect(words('en-GB').list(['نور', 'Kasia'])).toBe('\u2068نور\u2069 and Kasia');
  });
});
