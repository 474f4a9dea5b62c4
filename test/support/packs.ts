import { findPack } from '../../src/features/pulses/packs/packs.ts';
import type { Pack } from '../../src/features/release/rules/question.ts';

function pack(id: string): Pack {
  const found = findPack(id);
  if (found === undefined) throw new Error(`no pack is called ${id}`);
  return found;
}

export const havingAVoice = pack('having-a-voice');
export const meetingCheck = pack('meeting-check');
export const accessAndInclusion = pack('access-and-inclusion');
export const tlapLadder = pack('tlap-ladder');
