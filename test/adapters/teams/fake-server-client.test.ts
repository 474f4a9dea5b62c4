import { CardFactory, type TaskModuleTaskInfo } from 'botbuilder';
import { describe, expect, test } from 'vitest';
import type { Payload, Pressed, TeamsOptions } from '../../support/teams/teams.ts';
import {
  AMINA,
  BEX,
  card,
  execute,
  GUY,
  MEETING,
  message,
  NORTH,
  PLANS,
  quiet,
  start,
  startBot,
  WARD,
  words,
} from './fake-server.fixtures.ts';

/** Can a bot on Microsoft's own SDK live with the local Teams, and its people see what they would see? */

const score: Payload = {
  type: 'Input.ChoiceSet',
  id: 'input.score',
  label: 'How was it?',
  isRequired: true,
  errorMessage: 'Please choose one.',
  choices: [
    { title: 'Good', value: '5' },
    { title: 'Bad', value: '1' },
  ],
};
const why: Payload = { type: 'Input.Text', id: 'input.why', label: 'Why?', maxLength: 20 };
const who: Payload = {
  type: 'Input.ChoiceSet',
  id: 'input.who',
  label: 'Who?',
  isMultiSelect: true,
  'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
};
const more: Payload = { type: 'Container', id: 'more', isVisible: false, items: [why] };
const toggle: Payload = { type: 'Action.ToggleVisibility', title: 'More', targetElements: ['more'] };
const send = execute('Send', 'answer', { data: { rt: 'signed' } });
const PULSE = card([words('Pulse'), score, more], [toggle, send]);
const fetches = (title: string): Payload => ({
  type: 'Action.Submit',
  title,
  data: { verb: 'form', msteams: { type: 'task/fetch' } },
});
const OPENER = card([words('Pulse in a dialog')], [fetches('Answer')]);
const FORM = card([score, why, who], [{ type: 'Action.Submit', title: 'Send', data: { verb: 'form' } }]);

const task = (title: string, content: Payload): TaskModuleTaskInfo => ({
  title,
  height: 'medium',
  width: 500,
  card: CardFactory.adaptiveCard(content),
});

/** A tiny app: says hello when installed, a word asks for a card, cards answer by what was filled in. */
async function startApp(options: Partial<TeamsOptions> = {}) {
  const teams = await start(options);
  const { app } = await startBot(teams);
  const data: unknown[] = [];
  app.activity('installationUpdate', async (context) => {
    if (context.activity.action === 'add') await context.sendActivity('Hello');
  });
  app.message('pulse', async (context) => void (await context.sendActivity(message(PULSE))));
  app.message('form', async (context) => void (await context.sendActivity(message(OPENER))));
  app.message('hi', async (context) => {
    const actions = [{ type: 'imBack', title: 'Say it again', value: 'hi' }];
    await context.sendActivity({ type: 'message', text: 'Hi back', suggestedActions: { actions, to: [] } });
  });
  app.adaptiveCards.actionExecute<Payload>('answer', async (_context, _state, given) => {
    data.push(given);
    if (given['input.why'] === 'card') return card([words('Thank you, on a card.')]);
    if (given['input.why'] === 'broken') return { ...card([words('New')]), version: '1.9' };
    return 'Thank you.';
  });
  app.adaptiveCards.actionExecute('mine', async ({ activity }) =>
    card([words(`Only for ${activity.from.name}, ${activity.value.trigger}`)]),
  );
  app.adaptiveCards.actionSubmit<Payload>('answer', async (context, _state, given) => {
    data.push(given);
    await context.sendActivity('Thank you, old friend.');
  });
  app.taskModules.fetch('form', async () => task('Pulse', FORM));
  app.taskModules.submit<Payload>('form', async (_context, _state, given) => {
    data.push(given);
    if (given['input.why'] === 'again') return task('Once more', FORM);
    if (given['input.why'] === 'execute') return task('Wrong', PULSE);
    return given['input.why'] === undefined ? undefined : 'Thank you.';
  });
  app.messageExtensions.fetchTask('say', async (context) => {
    const { body } = context.activity.value.messagePayload ?? {};
    return task(body?.content ?? 'Nothing', FORM);
  });
  app.messageExtensions.submitAction<Payload>('say', async (_context, _state, given) => {
    data.push(given);
    return undefined;
  });
  return { teams, app, data };
}

function trouble(pressed: Pressed): string {
  return pressed.outcome === 'trouble' ? pressed.why : pressed.outcome;
}

describe('messages', () => {
  test('words in the personal chat, a channel and a chat, seen by those who are there', async () => {
    const { teams } = await startApp();
    const [amina, bex, guy] = [teams.user(AMINA), teams.user(BEX), teams.user(GUY)];
    expect(await amina.say('hi')).toMatchObject({ kind: 'message', status: 200, inTime: true });
    await amina.say('hi', PLANS);
    await amina.say('hi', MEETING);
    expect(amina.messages().map(({ conversation }) => conversation)).toEqual([
      teams.personalChatOf(AMINA),
      PLANS,
      MEETING,
    ]);
    expect(bex.messages().map(({ conversation }) => conversation)).toEqual([MEETING]);
    expect(guy.messages().map(({ words: seen }) => seen)).toEqual(['Hi back']);
    const [, channel] = teams.deliveries();
    expect(channel?.activity).toMatchObject({
      text: '<at>Roundtable</at> hi',
      from: { id: teams.memberIdOf(AMINA), aadObjectId: AMINA, name: 'Amina Khan' },
      recipient: { id: teams.botId },
      conversation: { conversationType: 'channel', isGroup: true, tenantId: NORTH },
      channelData: { tenant: { id: NORTH }, team: { id: WARD }, channel: { id: PLANS } },
    });
    await expect(async () => bex.say('hi', PLANS)).rejects.toThrow('is not there');
    await expect(async () => guy.say('hi')).rejects.toThrow('has not added the app');
    const [direct] = amina.direct();
    if (direct === undefined) throw new Error('Nothing came.');
    expect(direct.suggestions).toEqual(['Say it again']);
    expect(await amina.press(direct, 'Say it again')).toMatchObject({ outcome: 'sent' });
    expect(amina.direct()).toHaveLength(2);
    expect(() => bex.look(direct)).toThrow('cannot see');
    // The suggestions in the channel and in the chat.
    expect(teams.violations()).toHaveLength(2);
  });

  test('installing, removing and blocking the app', async () => {
    quiet();
    const { teams } = await startApp();
    const bex = teams.user(BEX);
    expect((await teams.chatApp.uninstalls(BEX)).map(({ kind }) => kind)).toEqual(['installationUpdate']);
    const added = await teams.chatApp.installs(BEX);
    expect(added.map(({ kind }) => kind)).toEqual(['conversationUpdate', 'installationUpdate']);
    expect(bex.direct().map(({ text }) => text)).toEqual(['Hello']);
    expect(added[0]?.activity).toMatchObject({ membersAdded: [{ id: teams.botId }] });
    teams.chatApp.blocks(BEX);
    await teams.chatApp.installs(BEX);
    expect(teams.everything().at(-2)?.outcome).toBe('403 ConversationBlockedByUser');
    teams.chatApp.unblocks(BEX);
    await teams.chatApp.installs(PLANS);
    expect(teams.messagesIn(WARD).map(({ text }) => text)).toEqual(['Hello']);
  });

  test('joining, leaving, a new colleague, a meeting', async () => {
    const { teams } = await startApp();
    const joined = await teams.chatApp.joins(BEX, WARD);
    expect(joined.activity).toMatchObject({
      type: 'conversationUpdate',
      membersAdded: [{ id: teams.memberIdOf(BEX), aadObjectId: BEX }],
      channelData: { eventType: 'teamMemberAdded', team: { id: WARD } },
    });
    await teams.user(BEX).say('hi', PLANS);
    expect(teams.user(BEX).messages()).toHaveLength(1);
    expect(await teams.chatApp.leaves(BEX, WARD)).toMatchObject({ inTime: true, kind: 'conversationUpdate' });
    expect(teams.user(BEX).messages()).toEqual([]);
    teams.chatApp.arrives({ aad: 'new', tenant: NORTH, name: 'Noor Ali' });
    expect((await teams.chatApp.joins('new', MEETING)).activity).not.toHaveProperty('channelData.eventType');
    expect(await teams.chatApp.startsMeeting(MEETING)).toMatchObject({
      kind: 'application/vnd.microsoft.meetingStart',
      activity: {
        type: 'event',
        value: { Title: 'Monday' },
        channelData: { meeting: { id: expect.any(String) } },
      },
    });
    const { kind } = await teams.chatApp.endsMeeting(MEETING);
    expect(kind).toBe('application/vnd.microsoft.meetingEnd');
  });
});

describe('cards', () => {
  async function pulse(options: Partial<TeamsOptions> = {}) {
    const started = await startApp(options);
    const amina = started.teams.user(AMINA);
    await amina.say('pulse');
    const [seen] = amina.direct();
    if (seen === undefined) throw new Error('No card came.');
    return { ...started, amina, seen };
  }

  test('a card is folded out, filled in and sent', async () => {
    const { teams, amina, seen, data } = await pulse();
    expect(seen).toMatchObject({ buttons: ['More', 'Send'], inputs: ['How was it?'], edited: false });
    expect(seen.words).toBe('Pulse\nHow was it? Good Bad\nMore Send');
    expect(await amina.press(seen, 'Send')).toEqual({ outcome: 'incomplete', labels: ['How was it?'] });
    expect(() => amina.fill(seen, { 'Why?': 'because' })).toThrow('only: How was it?');
    expect(() => amina.fill(seen, { 'How was it?': 'Middling' })).toThrow('only: Good, Bad');
    await amina.press(seen, 'More');
    expect(amina.look(seen).inputs).toEqual(['How was it?', 'Why?']);
    expect(() => amina.fill(seen, { 'Why?': 'x'.repeat(21) })).toThrow('takes 20 characters');
    amina.fill(seen, { 'How was it?': 'Good', 'input.why': 'because' });
    await amina.press(seen, 'More');
    expect(amina.look(seen).inputs).toEqual(['How was it?']);
    expect(await amina.press(seen, 'Send')).toMatchObject({ outcome: 'toast', text: 'Thank you.' });
    expect(data).toEqual([{ rt: 'signed', 'input.score': '5', 'input.why': 'because' }]);
    expect(amina.toast()).toBe('Thank you.');
    expect(teams.everything().at(-1)).toMatchObject({ method: 'answer', path: 'adaptiveCard/action' });
    await expect(amina.press(seen, 'Sent')).rejects.toThrow('only: More, Send');
  });

  test('an answer card stands in place for that person only, until they reload', async () => {
    const { amina, seen, data } = await pulse();
    await amina.press(seen, 'More');
    amina.fill(seen, { 'How was it?': '1', 'Why?': 'card' });
    expect(await amina.press(seen, 'Send', { times: 2 })).toMatchObject({ outcome: 'card' });
    expect(data).toHaveLength(2);
    expect(amina.look(seen)).toMatchObject({ words: 'Thank you, on a card.', inPlace: true, buttons: [] });
    amina.reload();
    expect(amina.look(seen)).toEqual(seen);
    amina.fill(seen, { 'How was it?': 'Bad' });
    await amina.press(seen, 'More');
    amina.fill(seen, { 'Why?': 'broken' });
    expect(trouble(await amina.press(seen, 'Send'))).toContain('version «1.9»');
    expect(amina.look(seen).inPlace).toBe(false);
  });

  test('an old client sends the fallback as a message', async () => {
    const { teams, seen, data } = await pulse();
    const old = teams.user(AMINA, { oldClient: true });
    old.fill(seen, { 'How was it?': 'Good' });
    expect(await old.press(seen, 'Send')).toMatchObject({ outcome: 'sent' });
    expect(data).toEqual([{ verb: 'answer', 'input.score': '5' }]);
    expect(teams.deliveries().at(-1)?.activity).toMatchObject({ type: 'message', replyToId: seen.id });
    expect(old.direct().at(-1)?.text).toBe('Thank you, old friend.');
  });

  test('a refresh shows each person what is theirs', async () => {
    const { teams, app } = await startApp();
    const own = { action: { type: 'Action.Execute', title: 'Mine', verb: 'mine' } };
    app.message('mine', async (context) => {
      const refresh = { ...own, userIds: [teams.memberIdOf(AMINA), teams.memberIdOf(BEX)] };
      await context.sendActivity(message(card([words('For all')], [], { refresh })));
    });
    const [amina, bex] = [teams.user(AMINA), teams.user(BEX)];
    await teams.chatApp.joins(BEX, WARD);
    await amina.say('mine', PLANS);
    const [seen] = amina.messages();
    if (seen === undefined) throw new Error('No card came.');
    expect(await amina.refresh(seen)).toMatchObject({ outcome: 'card' });
    expect(amina.look(seen).words).toBe('Only for Amina Khan, automatic');
    expect(bex.look(seen).words).toBe('For all');
    await expect(teams.user(GUY).refresh(seen)).rejects.toThrow('does not refresh by itself');
    await bex.refresh(seen, 'manual');
    expect(teams.deliveries().at(-1)?.activity).toMatchObject({
      name: 'adaptiveCard/action',
      replyToId: seen.id,
      conversation: { id: expect.stringContaining(`${PLANS};messageid=`), conversationType: 'channel' },
    });
    expect(bex.look(seen).words).toBe('Only for Bex Turner, manual');
    expect(teams.violations()).toEqual([]);
  });

  test('an invoke that nobody knows, and an error of the app', async () => {
    const { amina, seen, app } = await pulse();
    expect(await amina.invoke('made/up', { a: 1 })).toMatchObject({
      kind: 'made/up',
      status: 501,
      inTime: false,
    });
    app.turn('beforeTurn', async (context) => {
      const value = { code: 'Gone', message: 'It is over.' };
      const body = { statusCode: 410, type: 'application/vnd.microsoft.error', value };
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
      return false;
    });
    amina.fill(seen, { 'How was it?': 'Good' });
    expect(trouble(await amina.press(seen, 'Send'))).toBe("the app's error 410 Gone: It is over.");
  });

  test('an app that takes too long is trouble, and the record says how long', async () => {
    const { amina, seen, app, teams } = await pulse({ answerWithin: 300, repeatsWhenLate: true });
    app.turn('beforeTurn', async (context) => {
      if (context.activity.type === 'invoke') await new Promise((resolve) => setTimeout(resolve, 600));
      return true;
    });
    amina.fill(seen, { 'How was it?': 'Good' });
    expect(trouble(await amina.press(seen, 'Send'))).toContain('status 200 after');
    const late = teams.deliveries().filter(({ kind }) => kind === 'adaptiveCard/action');
    expect(late).toHaveLength(2);
    expect(late.every(({ tookMs, inTime }) => tookMs > 300 && !inTime)).toBe(true);
  });
});

describe('dialogs', () => {
  async function open() {
    const started = await startApp();
    const guy = started.teams.user(GUY);
    await guy.say('form', PLANS);
    const [seen] = guy.messages();
    if (seen === undefined) throw new Error('No card came.');
    const pressed = await guy.press(seen, 'Answer');
    return { ...started, guy, seen, pressed };
  }

  test('a button in a channel opens one for whoever presses', async () => {
    const { guy, seen, pressed, data, teams } = await open();
    expect(pressed.outcome).toBe('dialog');
    expect(guy.openDialog()).toMatchObject({ title: 'Pulse', inputs: ['How was it?', 'Why?', 'Who?'] });
    expect(teams.user(AMINA).dialog()).toBeUndefined();
    expect(await guy.submit()).toEqual({ outcome: 'incomplete', labels: ['How was it?'] });
    guy.fill('dialog', { 'How was it?': 'Good', 'Why?': 'again', 'Who?': ['Amina Khan', BEX] });
    expect(() => guy.fill('dialog', { 'Who?': 'Sue Lane' })).toThrow('finds nobody');
    expect(await guy.submit()).toMatchObject({ outcome: 'dialog', dialog: { title: 'Once more' } });
    const filled = { 'input.score': '5', 'input.why': 'again', 'input.who': `${AMINA},${BEX}` };
    expect(data).toEqual([{ verb: 'form', ...filled }]);
    expect(guy.openDialog().values).toEqual({});
    guy.fill('dialog', { 'How was it?': 'Bad', 'Why?': 'execute' });
    expect(trouble(await guy.submit())).toContain('Action.Execute in a dialog');
    guy.fill('dialog', { 'Why?': 'done' });
    expect(await guy.press('dialog', 'Send')).toMatchObject({ outcome: 'toast', text: 'Thank you.' });
    expect(guy.dialog()).toBeUndefined();
    expect(() => guy.openDialog()).toThrow('no dialog open');
    await guy.press(seen, 'Answer');
    guy.fill('dialog', { 'How was it?': 'Bad' });
    expect(await guy.submit()).toMatchObject({ outcome: 'closed' });
    expect(guy.dialog()).toBeUndefined();
  });

  test('a command of the message extension, alone and on a message', async () => {
    const { teams, data } = await startApp();
    const amina = teams.user(AMINA);
    expect(await amina.command('say')).toMatchObject({ outcome: 'dialog', dialog: { title: 'Nothing' } });
    amina.closeDialog();
    await amina.say('hi');
    await amina.command('say', amina.direct()[0]);
    expect(amina.openDialog().title).toContain('Hi back');
    amina.fill('dialog', { 'How was it?': 'Good' });
    expect(await amina.submit()).toMatchObject({ outcome: 'closed' });
    expect(data).toEqual([{ verb: 'form', 'input.score': '5' }]);
  });
});
