import { setTimeout as pause } from 'node:timers/promises';
import { type Request, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { AddressKind } from '../../../src/core/circle.ts';
import type { Invited, Reach } from '../../../src/core/ports/ways-in.ts';
import type { Device } from '../../../src/core/way-in.ts';
import { ENTRANCE_PATH, PATHS } from '../addresses.ts';
import type { FormGuard } from '../auth/csrf.ts';
import { fromHereOnly } from '../auth/gate.ts';
import type { Sessions } from '../auth/session.ts';
import type { Wanted } from '../auth/wanted.ts';
import { LIMITS } from '../limits.ts';
import type { WebOptions } from '../options.ts';
import {
  buttonForm,
  type Content,
  entranceLink,
  homeLink,
  type Pages,
  plainPage,
} from '../outbound/pages.ts';
import { type Html, html } from '../render/html.ts';
import { ASK, ENTRANCE, FAULTS, WORDS } from '../words.ts';
import { readBody } from './body.ts';
import { HttpError } from './errors.ts';
import { FORM_TOKEN } from './fields.ts';
import { type Methods, READ, WRITE } from './methods.ts';
import { type Form, readForm } from './parse.ts';

const CLAIM_PATH = `${ENTRANCE_PATH}/yes`;
const DECLINE_PATH = `${ENTRANCE_PATH}/no`;
const LINK_PATH = `${ENTRANCE_PATH}/link`;
const ADDRESS = 'address';
const ADDRESS_PATH = `${ENTRANCE_PATH}/address`;
const CODE = 'code';
const ASKED = 'asked';
const DEVICE = 'device';
const REACH = 'reach';
const PACED = 'paced';

export interface EntranceParts {
  readonly options: WebOptions;
  readonly sessions: Sessions;
  readonly guard: FormGuard;
  readonly pages: Pages;
  readonly wanted: Wanted;
}

/**
 * The way in and out. The page where people come in is the same for everybody, because what opens it stands behind `#`,
 * which browsers keep to themselves: its script takes it from there into the form, and out of the address. Without a script the
 * printed code is typed. Nothing is claimed before the person has said that it is them: mail scanners and chat previews
 * open addresses too, and some run scripts.
 */
export function entranceRoutes({ guard, options, pages, sessions, wanted }: EntranceParts): Router {
  const { waysIn } = options;
  const router = Router();
  const limit = rateLimit({
    limit: LIMITS.linksPerSource.count,
    windowMs: LIMITS.linksPerSource.within,
    handler: (_request, _response, next) => next(new HttpError(429, FAULTS.tooFast)),
    standardHeaders: false,
    legacyHeaders: false,
    // Behind a proxy all come from one place; that it says so is no mistake of the set-up.
    validate: false,
  });

  // Whoever knows an address cannot have it written to all day. The answer is the same beyond it, for an address of nobody too.
  const paced = rateLimit({
    limit: LIMITS.linksPerAddress.count,
    windowMs: LIMITS.linksPerAddress.within,
    keyGenerator: (request) => options.signIns.keyOf(only(readForm(request), ADDRESS)),
    handler: (_request, response, next) => {
      response.locals[PACED] = true;
      next();
    },
    standardHeaders: false,
    legacyHeaders: false,
    validate: false,
  });
  function linkFormIfAny(wrong: string | null = null): Html | false {
    const ways = options.signIns.ways();
    return ways.length > 0 && linkForm(ways, wrong);
  }
  /** Counting a wrong code writes where its number is known, and takes longer: see `LIMITS`. */
  const atOneMoment = async <T>(given: string, look: Promise<T>): Promise<T> =>
    (await Promise.all([look, options.signIns.isByText(given) ? pause(LIMITS.codesAnsweredAfter) : null]))[0];

  router.get(ENTRANCE_PATH, async (request, response) => {
    const page = plainPage(200, ENTRANCE.welcome, [codeForm(), linkFormIfAny()]);
    await pages.send(request, response, sameForEverybody(page));
  });

  router.post(ENTRANCE_PATH, fromHereOnly(guard), ...readBody, async (request, response) => {
    const form = readForm(request);
    const asked = only(form, ASKED);
    const typed = only(form, CODE);
    const given = asked === '' ? secretIn(typed) : options.signIns.given(asked, typed);
    const address = options.addresses.check(given);
    if (address !== null) {
      await pages.send(request, response, sameForEverybody(isYourAddress(address, given)));
      return;
    }
    // Whoever opens the mail again that they came in by is in already.
    const held = await sessions.read(request, response);
    if (held !== null && (await waysIn.cameInBy(given, held.webId))) {
      response.redirect(303, '/');
      return;
    }
    const invited = await atOneMoment(given, waysIn.look(given));
    if (invited === null && asked === '' && /^\s*(\d\s*){6}$/.test(typed)) {
      const page = plainPage(403, ENTRANCE.digitsElsewhere, linkFormIfAny());
      await pages.send(request, response, sameForEverybody(withError(page)));
      return;
    }
    if (invited === null) return refuse(request, response, asked);
    const { opensFrom } = invited;
    const page = opensFrom === null ? isThatYou(200, invited, given) : notYet(invited.name, opensFrom);
    await pages.send(request, response, sameForEverybody(page));
  });

  router.post(CLAIM_PATH, fromHereOnly(guard), ...readBody, async (request, response) => {
    const form = readForm(request);
    const given = only(form, CODE);
    const device = deviceIn(only(form, DEVICE));
    if (device === null) {
      const invited = await atOneMoment(given, waysIn.look(given));
      if (invited === null) return refuse(request, response);
      await pages.send(request, response, sameForEverybody(isThatYou(422, invited, given)));
      return;
    }
    const held = await sessions.read(request, response);
    const reach: Reach = only(form, REACH) === 'mail' ? 'mail' : 'pages';
    const session = await atOneMoment(given, waysIn.claim(given, device, reach));
    if (session === null) return refuse(request, response);
    // Another cookie takes its place, so nobody could sign it out from here any more.
    if (held !== null) await options.sessions.leave(held.id);
    sessions.give(response, session);
    response.redirect(303, wanted.take(request, response));
  });

  router.post(DECLINE_PATH, fromHereOnly(guard), ...readBody, async (request, response) => {
    if (!(await waysIn.decline(only(readForm(request), CODE)))) return refuse(request, response);
    await pages.send(request, response, sameForEverybody(plainPage(200, ENTRANCE.declined)));
  });

  // The answer is the same whether we know the address or not, and comes as soon.
  router.post(LINK_PATH, fromHereOnly(guard), ...readBody, limit, paced, async (request, response) => {
    const typed = only(readForm(request), ADDRESS);
    // Of its shape alone: that is known before anything is looked for.
    if (!options.signIns.isOne(typed)) {
      const page = plainPage(422, ENTRANCE.welcome, [codeForm(), linkFormIfAny(typed)]);
      await pages.send(request, response, sameForEverybody(withError(page)));
      return;
    }
    const asked = options.signIns.send(typed, response.locals[PACED] === true);
    const page =
      asked === null
        ? plainPage(200, ENTRANCE.linkSent, codeForm())
        : plainPage(200, ENTRANCE.textSent, digitsForm(asked));
    await pages.send(request, response, sameForEverybody(page));
  });

  router.post(ADDRESS_PATH, fromHereOnly(guard), ...readBody, async (request, response) => {
    if (!(await options.addresses.confirm(only(readForm(request), CODE)))) return refuse(request, response);
    const page = plainPage(200, ENTRANCE.addressIsYours, homeLink);
    await pages.send(request, response, sameForEverybody(page));
  });

  /** Unknown, used and over: one page. Nobody is locked out for trying, so a shared address locks nobody out either. */
  async function refuse(request: Request, response: Response, asked = ''): Promise<void> {
    const page =
      asked === ''
        ? plainPage(403, ENTRANCE.refused, [codeForm(true), linkFormIfAny()])
        : plainPage(403, ENTRANCE.textRefused, digitsForm(asked, true));
    await pages.send(request, response, sameForEverybody(withError(page)));
  }

  // Personal links of v0.1.0. Whoever holds one could answer in somebody's name, so nothing of it is read.
  router.get('/l/:token', () => {
    throw new HttpError(410, ENTRANCE.fromBefore);
  });

  router.get('/leave', async (request, response) => {
    const session = await sessions.read(request, response);
    const next = session === null ? [] : [nextCode(guard.token(session))];
    const form = [...next, buttonForm('/leave', ENTRANCE.leaveButton), homeLink];
    await pages.send(request, response, plainPage(200, ENTRANCE.leave, form));
  });

  router.post('/leave', fromHereOnly(guard), ...readBody, async (request, response) => {
    await sessions.end(request, response);
    await pages.send(request, response, { ...plainPage(200, ENTRANCE.left, entranceLink), neutral: true });
  });

  return router;
}

export const entranceMethods: Methods = {
  [ENTRANCE_PATH]: `${READ}, ${WRITE}`,
  [CLAIM_PATH]: WRITE,
  [DECLINE_PATH]: WRITE,
  [ADDRESS_PATH]: WRITE,
  [LINK_PATH]: WRITE,
  '/l/:token': READ,
  '/leave': `${READ}, ${WRITE}`,
};

/** Who signs out of the only device they have comes back by this, alone and at once. */
function nextCode(token: string): Html {
  return buttonForm(
    PATHS['me.web-link'],
    ENTRANCE.nextCode,
    html`<input type="hidden" name="${FORM_TOKEN}" value="${token}">`,
  );
}

function only(form: Form, name: string): string {
  return form.inputs[name]?.[0] ?? '';
}

/** Whoever pastes the whole address into the place for the code comes in too. */
function secretIn(given: string): string {
  return given.slice(given.lastIndexOf('#') + 1).trim();
}

function deviceIn(said: string): Device | null {
  return said === 'own' || said === 'shared' ? said : null;
}

/** Its title says first that something has to be mended: it is what is read aloud first. */
function withError(content: Content): Content {
  return { ...content, title: WORDS.errorPrefix + content.title };
}

function sameForEverybody(content: Content): Content {
  return { ...content, neutral: true, knowsNobody: true };
}

/** The script fills it in from behind `#` and sends it (`data-entrance`). */
function codeForm(refused = false): Html {
  return html`<form method="post" action="${ENTRANCE_PATH}" autocomplete="off" data-entrance>
<div class="nhsuk-form-group${refused && ' nhsuk-form-group--error'}"><label class="nhsuk-label nhsuk-label--m" for="code">${ENTRANCE.code}</label>
<div class="nhsuk-hint" id="code-hint">${ENTRANCE.codeHint}</div>
${refused && html`<span class="nhsuk-error-message" id="code-error">${WORDS.errorLead} ${ENTRANCE.codeRefused}</span>\n`}<input class="nhsuk-input${refused && ' nhsuk-input--error'}" id="code" name="${CODE}" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint${refused && ' code-error'}">
</div>
<button class="nhsuk-button" type="submit">${ENTRANCE.continue}</button>
</form>
`;
}

/** Where a text was asked for: it alone opens with what this page keeps. */
function digitsForm(asked: string, refused = false): Html {
  return html`<form method="post" action="${ENTRANCE_PATH}"><input type="hidden" name="${ASKED}" value="${asked}">
<div class="nhsuk-form-group${refused && ' nhsuk-form-group--error'}"><label class="nhsuk-label nhsuk-label--m" for="digits">${ENTRANCE.digits}</label>
<div class="nhsuk-hint" id="digits-hint">${ENTRANCE.digitsHint}</div>
${refused && html`<span class="nhsuk-error-message" id="digits-error">${WORDS.errorLead} ${ENTRANCE.digitsRefused}</span>\n`}<input class="nhsuk-input nhsuk-input--width-10${refused && ' nhsuk-input--error'}" id="digits" name="${CODE}" type="text" inputmode="numeric" autocomplete="one-time-code" aria-describedby="digits-hint${refused && ' digits-error'}">
</div>
<button class="nhsuk-button" type="submit">${ENTRANCE.continue}</button>
</form>
<p><a class="nhsuk-link" href="${ENTRANCE_PATH}">${ENTRANCE.askAgain}</a></p>
`;
}

/** From a letter that went to an address: whoever reads there says that it is theirs. */
function isYourAddress(address: string, given: string): Content {
  const hidden = html`<input type="hidden" name="${CODE}" value="${given}">`;
  return plainPage(200, { heading: ENTRANCE.isYourAddress, text: address }, [
    html`<p>${ENTRANCE.isYourAddressMeans}</p>\n`,
    buttonForm(ADDRESS_PATH, ENTRANCE.yesMyAddress, hidden),
  ]);
}

/** For who has told us an address. `wrong`: what was typed, and is neither an address nor a number. */
function linkForm(ways: readonly AddressKind[], wrong: string | null): Html {
  const words = ASK[ways.length > 1 ? 'both' : ways[0] === 'sms' ? 'sms' : 'mail'];
  const type = { both: 'text', sms: 'tel', mail: 'email' }[words.kind];
  return html`<h2 class="nhsuk-heading-m">${words.heading}</h2>
<form method="post" action="${LINK_PATH}" autocomplete="off">
<div class="nhsuk-form-group${wrong !== null && ' nhsuk-form-group--error'}"><label class="nhsuk-label" for="address">${words.label}</label>
<div class="nhsuk-hint" id="address-hint">${ENTRANCE.linkHint}</div>
${wrong !== null && html`<span class="nhsuk-error-message" id="address-error">${WORDS.errorLead} ${ENTRANCE.notAnAddress}</span>\n`}<input class="nhsuk-input${wrong !== null && ' nhsuk-input--error'}" id="address" name="${ADDRESS}" type="${type}" value="${wrong ?? ''}" autocomplete="${type === 'tel' ? 'tel' : 'email'}" spellcheck="false" aria-describedby="address-hint${wrong !== null && ' address-error'}" required>
</div>
<button class="nhsuk-button nhsuk-button--secondary" type="submit">${words.send}</button>
</form>
`;
}

/** Whose invitation went to an address says with coming in whether letters go there. */
function reachButtons(sentTo: string): Html {
  const weight = 'nhsuk-button nhsuk-button--secondary';
  return html`<button class="nhsuk-button" type="submit" name="${REACH}" value="mail">${ENTRANCE.yesWithMail}<bdi>${sentTo}</bdi></button>
<button class="${weight}" type="submit" name="${REACH}" value="pages">${ENTRANCE.yesWithoutMail}</button>`;
}

function notYet(name: string, from: string): Content {
  const main = html`<h1 class="nhsuk-heading-l">${ENTRANCE.notYet}</h1>
<p class="nhsuk-lede-text">${ENTRANCE.opensFor[0]}<bdi>${name}</bdi>${ENTRANCE.opensFor[1]}${from}${ENTRANCE.opensFor[2]}</p>
<p>${ENTRANCE.notYetWhy}</p>
`;
  return { status: 200, title: ENTRANCE.notYet, language: WORDS.language, main, neutral: true };
}

function isThatYou(status: 200 | 422, { name, circle, sentTo }: Invited, given: string): Content {
  const problem =
    status === 422 &&
    html`<span class="nhsuk-error-message" id="device-error">${WORDS.errorLead} ${ENTRANCE.deviceMissing}</span>
`;
  const option = (value: Device, label: string) => html`<div class="nhsuk-radios__item">
<input class="nhsuk-radios__input" id="device-${value}" name="${DEVICE}" type="radio" value="${value}" required>
<label class="nhsuk-label nhsuk-radios__label" for="device-${value}">${label}</label>
</div>
`;
  const hidden = html`<input type="hidden" name="${CODE}" value="${given}">`;
  const main = html`<h1 class="nhsuk-heading-l">${ENTRANCE.isThatYou}</h1>
<p class="nhsuk-lede-text">${ENTRANCE.comingInAs[0]}<bdi>${name}</bdi>${ENTRANCE.comingInAs[1]}<bdi>${circle}</bdi>${ENTRANCE.comingInAs[2]}</p>
<p>${sentTo === null ? ENTRANCE.notYou : ENTRANCE.notYouMailed}</p>
<form method="post" action="${CLAIM_PATH}" autocomplete="off">
${hidden}
<div class="nhsuk-form-group${problem !== false && ' nhsuk-form-group--error'}"><fieldset class="nhsuk-fieldset" aria-describedby="device-hint${problem !== false && ' device-error'}">
<legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">${ENTRANCE.device}</legend>
<div class="nhsuk-hint" id="device-hint">${ENTRANCE.deviceHint}</div>
${problem}<div class="nhsuk-radios">
${option('own', ENTRANCE.deviceOwn)}${option('shared', ENTRANCE.deviceShared)}</div>
</fieldset></div>
${sentTo === null ? html`<button class="nhsuk-button" type="submit">${ENTRANCE.yes}</button>` : reachButtons(sentTo)}
</form>
${sentTo !== null && html`<h2 class="nhsuk-heading-m">${ENTRANCE.notForYou}</h2>\n${buttonForm(DECLINE_PATH, ENTRANCE.decline, hidden, 'secondary')}`}`;
  const title = status === 422 ? WORDS.errorPrefix + ENTRANCE.isThatYou : ENTRANCE.isThatYou;
  return { status, title, language: WORDS.language, main, neutral: true };
}
