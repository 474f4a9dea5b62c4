import type { Notice } from '../../../src/core/ports/chat.ts';
import type { Interaction, Refused, Reply } from '../../../src/core/ports/interaction.ts';
import type { Block, Message } from '../../../src/core/ports/message.ts';
import { isInput } from '../../chat/typed.ts';
import type { Content } from '../outbound/pages.ts';
import { ANSWERING, WORDS } from '../words.ts';
import { renderBlock } from './blocks.ts';
import { drawCharts } from './chart.ts';
import { type Html, html } from './html.ts';
import { renderMessage } from './message.ts';
import { inputId, type Surface } from './surface.ts';

const STATUS = {
  invalid: 422,
  'not-found': 404,
  'not-allowed': 403,
  closed: 410,
  conflict: 409,
  unavailable: 503,
} as const satisfies Record<Refused['reason'], number>;

/** The core's reply as a page. What was typed comes back from the request and is kept nowhere. */
export async function renderReply(
  reply: Reply,
  interaction: Interaction,
  formToken: string,
): Promise<Content> {
  const { message } = reply;
  const home = html`<p><a class="nhsuk-link" href="/" lang="${WORDS.language}">${WORDS.toHome}</a></p>\n`;
  const surface = { ...(await surfaceFor(message, 'm')), formToken };
  if (reply.kind === 'refused') {
    const status = STATUS[reply.reason];
    if (reply.form !== undefined)
      return { ...(await formAgain(reply, reply.form, interaction, surface)), status };
    const main = html`${renderMessage(message, surface)}${home}`;
    return { status, title: message.summary, language: message.language, main, neutral: false };
  }
  const neutral = reply.kind === 'done';
  const asked = message.blocks.some(isInput) && answeringAs(reply.as);
  const main = html`${asked}${renderMessage(message, surface)}${neutral && home}`;
  return { status: 200, title: message.summary, language: message.language, main, neutral };
}

async function formAgain(
  reply: Refused & Pick<Reply, 'as'>,
  form: Message,
  interaction: Interaction,
  said: Surface,
): Promise<Omit<Content, 'status'>> {
  const problems = reply.problems ?? {};
  const surface: Surface = {
    ...(await surfaceFor(form, 'm')),
    formToken: said.formToken,
    typed: reply.filled ? null : interaction.inputs,
    problems,
  };
  const main = html`${errorSummary(reply.message, { ...said, scope: 'e', demote: 2 }, form, surface)}${answeringAs(reply.as)}${renderMessage(form, surface)}`;
  return { title: WORDS.errorPrefix + form.summary, language: form.language, main, neutral: false };
}

/** Above a form: another person may have left this device signed in. */
function answeringAs(name: string | undefined): Html | false {
  if (name === undefined) return false;
  return html`<p class="rt-answering" lang="${WORDS.language}">${ANSWERING.as[0]}<bdi>${name}</bdi>${ANSWERING.as[1]} <a class="nhsuk-link" href="/leave">${ANSWERING.notYou}</a></p>
`;
}

/** What is wrong, in words first and then as links to the inputs, in the order of the form. The script moves the focus here. */
function errorSummary(message: Message, said: Surface, form: Message, surface: Surface): Html {
  const linked = new Set(Object.values(surface.problems));
  const blocks: readonly Block[] =
    message.blocks.length === 0 ? [{ kind: 'text', text: message.summary, tone: 'plain' }] : message.blocks;
  // What the link to an input says need not stand above it as well.
  const words = blocks
    .filter((block) => block.kind !== 'text' || !linked.has(block.text))
    .map((block, index) => renderBlock(block, said, { key: String(index), inForm: false }));
  const names = form.blocks.filter(isInput).map((block) => block.name);
  const links = names.flatMap((name) => {
    const problem = surface.problems[name];
    return problem === undefined ? [] : [html`<li><a href="#${inputId(surface, name)}">${problem}</a></li>`];
  });
  const elsewhere = Object.entries(surface.problems).filter(([name]) => !names.includes(name));
  const items = [...links, ...elsewhere.map(([, problem]) => html`<li>${problem}</li>`)];
  return html`<div class="nhsuk-error-summary" data-module="nhsuk-error-summary" tabindex="-1"><div role="alert">
<h2 class="nhsuk-error-summary__heading">${WORDS.problem}</h2>
<div class="nhsuk-error-summary__body">${words}
${items.length > 0 && html`<ul class="nhsuk-list nhsuk-error-summary__list">${items}</ul>`}</div>
</div></div>
`;
}

/** What waits on the noticeboard, below the start page. Null: it could not be read. */
export async function renderNotices(
  notices: readonly Notice[] | null,
  formToken: string,
): Promise<Html | null> {
  if (notices?.length === 0) return null;
  const articles =
    notices === null
      ? html`<p class="rt-warning">${WORDS.noticesMissing}</p>`
      : await Promise.all(
          notices.map(async ({ message }, index) => {
            const surface = { ...(await surfaceFor(message, `n${index}`)), demote: 2, formToken };
            return html`<article class="rt-notice" lang="${message.language}">
${renderMessage(message, surface)}</article>
`;
          }),
        );
  return html`<section class="rt-notices" aria-labelledby="notices"><h2 class="nhsuk-heading-m" id="notices" lang="${WORDS.language}">${WORDS.notices}</h2>
${articles}</section>
`;
}

async function surfaceFor(message: Message, scope: string): Promise<Surface> {
  const charts = await drawCharts(message.blocks);
  return { scope, demote: 0, formToken: null, typed: null, problems: {}, charts };
}
