import { expect, test } from 'vitest';
import { runProgram } from '../support/app-process.ts';

test('the demo plays its story to the end: nothing that it shows is refused or left out', async () => {
  const { code, out, errors } = await runProgram(['demo'], {}).ended;
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  const lines = out.split('\n').map((line) => line.trim());
  const told = (words: string) => lines.filter((line) => line.includes(words)).length;
  expect(told('say yes to the list of people')).toBe(1);
  expect(told('wants answers shown for each voice by itself')).toBe(1);
  expect(told('of 12 people answer the pulse')).toBe(6);
  expect(told('taps which sides were there')).toBe(3);
  expect(told('say that it has really happened')).toBe(1);
  expect(told('stands at 3.5 or higher for each')).toBe(1);
  expect(out).toContain('The same digest as a page:');
});
