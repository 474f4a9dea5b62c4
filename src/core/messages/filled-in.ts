import type { Block } from '../ports/message.ts';
import { type FormInputs, pickedIn } from './form-inputs.ts';

/** An input that holds what was typed into it before; every other block as it is. */
export function filledIn(block: Block, typed: FormInputs): Block {
  switch (block.kind) {
    case 'text-input':
    case 'date':
    case 'time':
      return { ...block, value: typed[block.name]?.[0] ?? block.value };
    case 'choice':
      return { ...block, chosen: typed[block.name] ?? block.chosen };
    case 'pick':
      return typed[block.name] === undefined ? block : { ...block, chosen: pickedIn(typed, block.name) };
    case 'scale':
      return { ...block, kind: 'choice', many: false, chosen: typed[block.name] ?? [] };
    default:
      return block;
  }
}
