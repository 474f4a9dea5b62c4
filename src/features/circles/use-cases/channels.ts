import { type Circle, type Identity, workspaceOf } from '../../../core/circle.ts';
import * as field from '../../../core/fields.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import { type FormInputs, faultAt, pickedIn } from '../../../core/messages/form-inputs.ts';
import { type Result, success } from '../../../core/result.ts';
import type { Change } from '../../governance/rules/change.ts';
import { CHANNEL_INPUTS, NO_CHANNEL } from '../messages/channels.ts';

const CHANNELS = [
  { platform: 'slack', schema: field.slackChannel, code: 'not-a-slack-channel' },
  { platform: 'teams', schema: field.teamsChannel, code: 'not-a-teams-channel' },
] as const;

/**
 * What a filled-in form would change of the channels. A platform that the form did not ask for keeps its channel, and so does
 * the board of the web pages. `home`: workspaces that the circle is known in; a channel of another one is refused.
 */
export function readChannelForm(
  inputs: FormInputs,
  circle: Pick<Circle, 'channels'>,
  home: ReadonlySet<string> = new Set(),
): Result<readonly Change[], FailureCode> {
  const channels: Identity[] = [];
  for (const { platform, schema, code } of CHANNELS) {
    const input = CHANNEL_INPUTS[platform];
    if (!Object.hasOwn(inputs, input)) {
      channels.push(...circle.channels.filter((each) => each.platform === platform));
      continue;
    }
    const [said, ...more] = pickedIn(inputs, input).filter((id) => id !== NO_CHANNEL);
    if (said === undefined) continue;
    const id = schema.safeParse(said);
    if (!id.success || more.length > 0) return faultAt(code, input);
    const channel: Identity = { platform, externalId: id.data };
    const workspace = workspaceOf(channel);
    if (workspace !== null && home.size > 0 && !home.has(workspace)) return faultAt(code, input);
    channels.push(channel);
  }
  const wanted = [...channels, ...circle.channels.filter(({ platform }) => platform === 'web')];
  const keys = (list: readonly Identity[]) =>
    list
      .map((each) => `${each.platform}/${each.externalId}`)
      .sort()
      .join(' ');
  return success(keys(wanted) === keys(circle.channels) ? [] : [{ kind: 'channels', channels: wanted }]);
}
