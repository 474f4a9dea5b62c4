import type { Pack } from '../../release/rules/question.ts';
import { accessAndInclusion } from './access-and-inclusion.ts';
import { havingAVoice } from './having-a-voice.ts';
import { meetingCheck } from './meeting-check.ts';
import { tlapLadder } from './tlap-ladder.ts';

/** Every pack that ships with Roundtable, by id. */
export const packs: ReadonlyMap<string, Pack> = new Map(
  [havingAVoice, meetingCheck, accessAndInclusion, tlapLadder].map((pack) => [pack.id, pack]),
);

/** The pack of that id; undefined where none of ours has it. */
export function findPack(id: string): Pack | undefined {
  return packs.get(id);
}
