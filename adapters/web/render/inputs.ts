import type { TextInputBlock, WhenBlock } from '../../../src/core/ports/message.ts';
import { isWhen, type MessageInput, saidLabel, typedIds, typedWhen } from '../../chat/typed.ts';
import { DAY_PARTS } from '../inbound/fields.ts';
import { WORDS } from '../words.ts';
import { type Html, html, type Part } from './html.ts';
import { inputId, type Surface } from './surface.ts';

/** As much as a form may hold; the core says what is too much. */
const IDS_LENGTH = 2_000;

/** An input with its label, hint and problem, tied together for screen readers as nhsuk-frontend does it. */
export function renderInput(given: MessageInput, surface: Surface): Html {
  const block = { ...given, label: saidLabel(given) };
  if (surface.formToken === null) return asText(block);
  if (block.kind === 'pick') return textInput(typedIds(block, IDS_LENGTH), surface);
  if (block.kind === 'text-input') return textInput(block, surface);
  if (isWhen(block))
    return block.kind === 'date' ? dayInput(block, surface) : textInput(typedWhen(block), surface);
  const chosen = surface.typed?.[block.name] ?? (block.kind === 'choice' ? block.chosen : []);
  const many = block.kind === 'choice' && block.many;
  const shape = many ? 'checkboxes' : 'radios';
  const id = inputId(surface, block.name);
  const items = block.options.map((option, index) => {
    const itemId = index === 0 ? id : `${id}-${index + 1}`;
    return html`<div class="nhsuk-${shape}__item">
<input class="nhsuk-${shape}__input" id="${itemId}" name="${block.name}" type="${many ? 'checkbox' : 'radio'}" value="${option.value}"${chosen.includes(option.value) && html` checked`}>
<label class="nhsuk-label nhsuk-${shape}__label" for="${itemId}">${option.label}</label>
</div>`;
  });
  return group(block, surface, (describedBy) => [
    html`<fieldset class="nhsuk-fieldset"${describedBy}>
<legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">${block.label}</legend>
${hintAndProblem(block, block.hint, surface)}<div class="nhsuk-${shape}">${items}</div>
</fieldset>`,
  ]);
}

/** Three fields for day, month and year, as GOV.UK has them: no calendar to be worked by keyboard or ear. */
function dayInput(block: WhenBlock, surface: Surface): Html {
  const id = inputId(surface, block.name);
  const value = surface.typed?.[block.name]?.[0] ?? block.value;
  const [iso, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
  const values = iso === undefined ? value.split(/[/ ]/) : [day, month, year];
  const wrong = Object.hasOwn(surface.problems, block.name);
  const items = DAY_PARTS.map((part, index) => {
    const itemId = index === 0 ? id : `${id}-${part}`;
    return html`<div class="nhsuk-date-input__item">
<label class="nhsuk-label nhsuk-date-input__label" for="${itemId}">${WORDS.dayParts[part]}</label>
<input class="nhsuk-input nhsuk-date-input__input nhsuk-input--width-${part === 'year' ? '4' : '2'}${wrong && ' nhsuk-input--error'}" id="${itemId}" name="${block.name}:${part}" type="text" inputmode="numeric" value="${values[index] ?? ''}">
</div>`;
  });
  const hinted = { ...block, hint: block.hint === null ? WORDS.dayHint : `${block.hint} ${WORDS.dayHint}` };
  return group(hinted, surface, (describedBy) => [
    html`<fieldset class="nhsuk-fieldset" role="group"${describedBy}>
<legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">${block.label}</legend>
${hintAndProblem(block, hinted.hint, surface)}<div class="nhsuk-date-input">${items}</div>
</fieldset>`,
  ]);
}

/** Which keys a phone shows: never `number`, which drops zeros and turns with the wheel. */
const KEYS = { email: 'email', tel: 'tel', 'one-time-code': 'numeric' } as const;

function textInput(block: TextInputBlock, surface: Surface): Html {
  const id = inputId(surface, block.name);
  const value = surface.typed?.[block.name]?.[0] ?? block.value;
  // The core's own words may have said it.
  const isSaid = block.hint?.includes(String(block.maxLength)) ?? false;
  const limit = block.lines > 1 && !isSaid ? WORDS.upTo(block.maxLength) : null;
  const hint = block.hint === null ? limit : limit === null ? block.hint : `${block.hint} ${limit}`;
  const wrong = Object.hasOwn(surface.problems, block.name);
  const offered =
    block.own !== undefined && html` autocomplete="${block.own}" inputmode="${KEYS[block.own]}"`;
  return group({ ...block, hint }, surface, (describedBy) => [
    html`<label class="nhsuk-label nhsuk-label--m" for="${id}">${block.label}</label>
${hintAndProblem(block, hint, surface)}`,
    // The browser's `maxlength` counts UTF-16 units and cuts silently, so the length is checked by the core alone.
    // A textarea drops the first line break after its tag: the one written there keeps the person's own.
    block.lines > 1
      ? html`<textarea class="nhsuk-textarea${wrong && ' nhsuk-textarea--error'}" id="${id}" name="${block.name}" rows="${block.lines}"${describedBy}>
${value}</textarea>`
      : html`<input class="nhsuk-input${wrong && ' nhsuk-input--error'}" id="${id}" name="${block.name}" type="text" value="${value}"${offered}${describedBy}>`,
  ]);
}

function group(
  block: { readonly name: string; readonly hint: string | null },
  surface: Surface,
  content: (describedBy: Part) => Part,
): Html {
  const id = inputId(surface, block.name);
  const wrong = Object.hasOwn(surface.problems, block.name);
  const ids = [block.hint !== null && `${id}-hint`, wrong && `${id}-error`].filter((each) => each !== false);
  const describedBy = ids.length > 0 && html` aria-describedby="${ids.join(' ')}"`;
  return html`<div class="nhsuk-form-group${wrong && ' nhsuk-form-group--error'}">
${content(describedBy)}
</div>
`;
}

function hintAndProblem(block: MessageInput, hint: string | null, surface: Surface): Part {
  const id = inputId(surface, block.name);
  const problem = surface.problems[block.name];
  return [
    hint !== null && html`<div class="nhsuk-hint" id="${id}-hint">${hint}</div>\n`,
    problem !== undefined &&
      html`<span class="nhsuk-error-message" id="${id}-error"><span class="nhsuk-u-visually-hidden">${WORDS.errorLead} </span>${problem}</span>\n`,
  ];
}

/** In a file nothing can be filled in: the question and its choices, to read. */
function asText(block: MessageInput): Html {
  const options = 'options' in block ? block.options : [];
  return html`<p class="rt-text"><strong>${block.label}</strong>${block.hint !== null && ` ${block.hint}`}</p>
${options.length > 0 && html`<ul class="nhsuk-list nhsuk-list--bullet">${options.map((each) => html`<li>${each.label}</li>`)}</ul>`}`;
}
