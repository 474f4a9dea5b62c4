import { z } from 'zod';
import { circleImport, circleList, circleShow } from '../commands/circle.ts';
import { circleApply, circleExport, circlePlan } from '../commands/circle-file.ts';
import type { CommandContext, CommandResult } from '../commands/command.ts';
import { digestCompose } from '../commands/digest.ts';
import { doctor } from '../commands/doctor.ts';
import { keysRotate } from '../commands/keys.ts';
import { memberLink, memberSteward } from '../commands/member.ts';
import { pulseCancel, pulseOpen } from '../commands/pulse.ts';
import { rotaShow } from '../commands/rota.ts';

const circle = z.string().max(200).optional();
const file = { file: z.string().max(4096), text: z.string().max(2_000_000) };

/** Everything a terminal can ask of a running server, as it crosses the socket. */
export const controlRequestSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('circle.import'), ...file }),
  z.strictObject({ name: z.literal('circle.export'), circle }),
  z.strictObject({ name: z.literal('circle.plan'), ...file }),
  z.strictObject({ name: z.literal('circle.apply'), ...file }),
  z.strictObject({ name: z.literal('circle.list') }),
  z.strictObject({ name: z.literal('circle.show'), circle }),
  z.strictObject({
    name: z.literal('pulse.open'),
    circle,
    pulse: z.string().max(200).optional(),
    openFor: z.number().int().positive().optional(),
  }),
  z.strictObject({ name: z.literal('pulse.cancel'), circle }),
  z.strictObject({ name: z.literal('rota.show'), circle }),
  z.strictObject({
    name: z.literal('digest.compose'),
    circle,
    week: z.string().max(20).optional(),
    format: z.enum(['text', 'html', 'json']),
    send: z.boolean(),
  }),
  z.strictObject({
    name: z.literal('member.link'),
    member: z.string().min(1).max(200),
    circle,
  }),
  z.strictObject({ name: z.literal('member.steward'), member: z.string().min(1).max(200), circle }),
  z.strictObject({ name: z.literal('keys.rotate') }),
  z.strictObject({ name: z.literal('doctor') }),
]);

export type ControlRequest = z.infer<typeof controlRequestSchema>;

/** Does what a terminal asked, here. */
export function answerRequest(
  commandContext: CommandContext,
  request: ControlRequest,
): Promise<CommandResult> {
  return COMMANDS[request.name](commandContext, request as never);
}

type Command<Name> = (
  commandContext: CommandContext,
  request: Extract<ControlRequest, { readonly name: Name }>,
) => Promise<CommandResult>;

const COMMANDS: { readonly [Name in ControlRequest['name']]: Command<Name> } = {
  'circle.import': circleImport,
  'circle.export': circleExport,
  'circle.plan': circlePlan,
  'circle.apply': circleApply,
  'circle.list': circleList,
  'circle.show': circleShow,
  'pulse.open': pulseOpen,
  'pulse.cancel': pulseCancel,
  'rota.show': rotaShow,
  'digest.compose': digestCompose,
  'member.link': memberLink,
  'member.steward': memberSteward,
  'keys.rotate': keysRotate,
  doctor,
};
