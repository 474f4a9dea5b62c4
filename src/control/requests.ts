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
  switch (request.name) {
    case 'circle.import':
      return circleImport(commandContext, request);
    case 'circle.export':
      return circleExport(commandContext, request);
    case 'circle.plan':
      return circlePlan(commandContext, request);
    case 'circle.apply':
      return circleApply(commandContext, request);
    case 'circle.list':
      return circleList(commandContext);
    case 'circle.show':
      return circleShow(commandContext, request);
    case 'pulse.open':
      return pulseOpen(commandContext, request);
    case 'pulse.cancel':
      return pulseCancel(commandContext, request);
    case 'rota.show':
      return rotaShow(commandContext, request);
    case 'digest.compose':
      return digestCompose(commandContext, request);
    case 'member.link':
      return memberLink(commandContext, request);
    case 'member.steward':
      return memberSteward(commandContext, request);
    case 'keys.rotate':
      return keysRotate(commandContext);
    case 'doctor':
      return doctor(commandContext);
  }
}
