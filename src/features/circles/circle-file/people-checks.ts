import { z } from 'zod';
import * as field from '../../../core/fields.ts';
import { didYouMean } from '../../../core/nearest.ts';
import { at, countAt, peek } from './peek.ts';
import type { Finding, Path } from './problem.ts';

/** What two checks of the same file found: problems stop the import, warnings do not. */
export interface Findings {
  readonly problems: Finding[];
  readonly warnings: Finding[];
}

/** Whether voices and members agree: ids, identities, stewards. */
export function checkPeople(raw: unknown): Findings {
  const findings: Findings = { problems: [], warnings: [] };
  const voices = checkVoices(raw, findings);
  const seats = checkMembers(raw, voices, findings);
  checkQuotes(raw, findings);
  checkStewards(voices, seats, findings);
  return findings;
}

function checkVoices(raw: unknown, { problems }: Findings): string[] {
  const ids: string[] = [];
  const count = countAt(raw, ['voices']);
  for (let index = 0; index < count; index++) {
    const id = peek(raw, ['voices', index, 'id'], z.string());
    if (id !== undefined) {
      if (ids.includes(id)) {
        problems.push({
          path: ['voices', index, 'id'],
          message: `Two voices have the id "${id}": give each its own.`,
        });
      }
      ids.push(id);
    }
  }
  return [...new Set(ids)];
}

/** Quotes that YAML does not take for quotes become a part of the name. */
function checkQuotes(raw: unknown, { warnings }: Findings): void {
  const entries = (key: 'voices' | 'members'): Path[] =>
    Array.from({ length: countAt(raw, [key]) }, (_, index) => [key, index, 'name']);
  const names: Path[] = [['organisation'], ['circle'], ...entries('voices'), ...entries('members')];
  for (const path of names) {
    const inside = /^\s*[“”„«‘’](.*)[“”»‘’]\s*$/u.exec(peek(raw, path, z.string()) ?? '')?.[1]?.trim();
    if (inside === undefined || inside === '') continue;
    warnings.push({ path, message: `The quotes would be part of the name: write ${inside} without them.` });
  }
}

interface VoiceSeat {
  readonly voice: string;
  readonly steward: boolean;
}

function checkMembers(
  raw: unknown,
  voices: readonly string[],
  { problems, warnings }: Findings,
): VoiceSeat[] {
  const seats: VoiceSeat[] = [];
  const taken = { slack: new Map<string, string>(), teams: new Map<string, string>() };
  const names = new Map<string, number>();
  const mailboxes = new Map<string, string>();
  for (let index = 0; index < countAt(raw, ['members']); index++) {
    const path: Path = ['members', index];
    const name = peek(raw, [...path, 'name'], field.words(100)) ?? `member ${index + 1}`;
    const voice = peek(raw, [...path, 'voice'], z.string());
    const reader = peek(raw, [...path, 'reader'], field.yesOrNo) ?? false;
    if (reader) problems.push(...readerFaults(raw, path, voice, name));
    else if (at(raw, [...path, 'voice']) === undefined)
      problems.push({
        path,
        message: `${name} has no voice: add one, or "reader: true" if they only read.`,
      });
    if (voice !== undefined) {
      seats.push({ voice, steward: peek(raw, [...path, 'steward'], field.yesOrNo) ?? false });
      if (voices.length > 0 && !voices.includes(voice)) {
        const known = `use one of: ${voices.join(', ')}.`;
        problems.push({
          path: [...path, 'voice'],
          message: `There is no voice "${voice}": ${known}${didYouMean(voice, voices)}`,
        });
      }
    }
    for (const [platform, schema] of [
      ['slack', field.slackMember],
      ['teams', field.teamsMember],
    ] as const) {
      const id = peek(raw, [...path, platform], schema);
      if (id === undefined) continue;
      // Object ids of Microsoft Entra are the same in capitals and small letters.
      const key = id.toLowerCase();
      const owner = taken[platform].get(key);
      if (owner === undefined) taken[platform].set(key, name);
      else {
        problems.push({
          path: [...path, platform],
          message: `${owner} has "${id}" too: one person is one member, so give each their own or delete one of the two.`,
        });
      }
    }
    const earlier = names.get(name.toLowerCase());
    if (earlier === undefined) names.set(name.toLowerCase(), index);
    else {
      warnings.push({
        path: [...path, 'name'],
        message: `members[${earlier}] is called "${name}" too: if they are two people, add something to tell them apart.`,
      });
    }
    const email = peek(raw, [...path, 'email'], z.email())?.toLowerCase();
    if (email === undefined) continue;
    const sharer = mailboxes.get(email);
    if (sharer === undefined) mailboxes.set(email, name);
    else {
      warnings.push({
        path: [...path, 'email'],
        message: `${sharer} has this address too: each would see the other's link.`,
      });
    }
  }
  return seats;
}

/** Who only reads has no voice, and no task that takes one. */
function readerFaults(raw: unknown, path: Path, voice: string | undefined, name: string): Finding[] {
  const steward = peek(raw, [...path, 'steward'], field.yesOrNo) ?? false;
  return [
    ...(voice === undefined
      ? []
      : [
          {
            path: [...path, 'voice'],
            message: `A reader has no voice: take this line out, or "reader: true" if ${name} is to have a say.`,
          },
        ]),
    ...(steward
      ? [
          {
            path: [...path, 'steward'],
            message: `A reader cannot be a steward: take this line out, or give ${name} a voice in place of "reader: true".`,
          },
        ]
      : []),
  ];
}

/** Two voices, each with a steward: what one of them does, the other has to agree to. Any further voice may go without. */
function checkStewards(
  voices: readonly string[],
  seats: readonly VoiceSeat[],
  { problems, warnings }: Findings,
): void {
  const led = new Set(seats.filter(({ steward }) => steward).map(({ voice }) => voice));
  const enough = voices.filter((voice) => led.has(voice)).length >= 2;
  if (voices.length === 1)
    problems.push({ path: ['voices'], message: 'A circle needs two voices, each with a steward: add one.' });
  for (const [index, voice] of voices.entries()) {
    const nobody = !seats.some((seat) => seat.voice === voice);
    if (nobody) warnings.push({ path: ['voices', index], message: `Nobody has the voice "${voice}" yet.` });
    if (led.has(voice) || seats.length === 0 || (enough && nobody)) continue;
    (enough ? warnings : problems).push({
      path: ['voices', index],
      message: `No steward has the voice "${voice}": a circle needs stewards of two voices, so give "steward: true" to one member of each.`,
    });
  }
}
