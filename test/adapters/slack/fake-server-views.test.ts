import type { types } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import {
  AMINA,
  FORM,
  FORM_WITH_OTHER_WHY,
  plain,
  refusal,
  start,
  TEAM,
  trigger,
} from './fake-server.fixtures.ts';

/** Trigger ids, hashes, stacks and shapes of views, as Slack documents them. */

describe('views', () => {
  test('a trigger id opens one view within three seconds', async () => {
    const { slack, web } = await start();
    const open = async (trigger_id: string) => refusal(web.views.open({ trigger_id, view: FORM }));
    const first = await trigger(slack);
    expect(await open(first)).toBe('It went through.');
    expect(await open(first)).toBe('exchanged_trigger_id');
    expect(await open('1.2.abc')).toBe('invalid_trigger_id');
    const second = await trigger(slack);
    slack.advance(3001);
    expect(await open(second)).toBe('expired_trigger_id');
  });

  test('an update keeps what was typed where ids stay, and heeds the hash', async () => {
    const { slack, web } = await start();
    const { view } = await web.views.open({ trigger_id: await trigger(slack), view: FORM });
    const { id: view_id = '', hash = '' } = view ?? {};
    const amina = slack.user(TEAM, AMINA);
    await amina.fill({ score: 'Good', why: 'because' });
    await web.views.update({ view_id, hash, view: FORM_WITH_OTHER_WHY });
    expect(amina.openModal().values).toMatchObject({
      score: { pick: { selected_option: { value: '5' } } },
      other: { words: { value: null } },
    });
    expect(await refusal(web.views.update({ view_id, hash, view: FORM }))).toBe('hash_conflict');
    expect(await refusal(web.views.update({ view_id: 'V0', view: FORM }))).toBe('not_found');
    await amina.close();
    expect(await refusal(web.views.update({ view_id, view: FORM }))).toBe('not_found');
  });

  test('three views high and no higher', async () => {
    const { slack, web } = await start();
    await web.views.open({ trigger_id: await trigger(slack), view: FORM });
    const push = async () => web.views.push({ trigger_id: await trigger(slack), view: FORM });
    await push();
    await push();
    expect(await refusal(push())).toBe('push_limit_reached');
    await slack.user(TEAM, AMINA).close({ all: true });
    expect(await refusal(push())).toBe('not_found');
  });

  test.each<[string, types.View]>([
    ['a long title', { ...FORM, title: plain('x'.repeat(25)) }],
    ['inputs without a submit button', { type: 'modal', title: plain('x'), blocks: FORM.blocks }],
    ['long metadata', { ...FORM, private_metadata: 'x'.repeat(3001) }],
    ['101 blocks', { ...FORM, blocks: Array.from({ length: 101 }, () => ({ type: 'divider' as const })) }],
    ['a Home tab', { type: 'home', blocks: [] }],
    ['a chart', { ...FORM, blocks: [{ type: 'data_visualization' }] }],
  ])('%s is no modal', async (_what, view) => {
    const { slack, web } = await start();
    expect(await refusal(web.views.open({ trigger_id: await trigger(slack), view }))).toBe(
      'invalid_arguments',
    );
  });
});
