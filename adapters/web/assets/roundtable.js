// Makes our pages handier; each of them works whole without this script.

/** Moves the focus to what went wrong, and each of its links to the input it names. */
function tellProblems() {
  const summary = document.querySelector('[data-module="nhsuk-error-summary"]');
  if (summary === null) return;
  summary.focus();
  summary.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    const input = link === null ? null : document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (input === null) return;
    event.preventDefault();
    input.dispatchEvent(new CustomEvent('rt-reveal', { bubbles: true }));
    (input.closest('.nhsuk-form-group') ?? input).scrollIntoView();
    input.focus({ preventScroll: true });
  });
}

/** A second press on the same page would only make the person doubt whether the first one counted. */
function sendOnce(form) {
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent === 'yes') event.preventDefault();
    form.dataset.sent = 'yes';
  });
}

/** Shows one question after the other. Nothing leaves the browser before the last step is sent. */
function stepThrough(form) {
  const steps = [...form.querySelectorAll('.rt-step')];
  if (steps.length < 2) return;
  const { progress, next, back } = form.dataset;
  let current = 0;

  const status = document.createElement('p');
  status.className = 'rt-progress';
  status.id = 'rt-progress';
  form.prepend(status);
  for (const [index, step] of steps.entries()) {
    const row = document.createElement('div');
    row.className = 'nhsuk-button-group rt-actions rt-step-buttons';
    if (index < steps.length - 1) row.append(button(next, '', () => show(index + 1, true)));
    if (index > 0) row.append(button(back, 'nhsuk-button--secondary', () => show(index - 1, true)));
    // The real buttons end the last step; the way back stands above them, so that "send" stays the last thing met.
    const sending = index === steps.length - 1 ? step.querySelector('.rt-actions') : null;
    if (sending === null) step.append(row);
    else sending.before(row);
    step.addEventListener('rt-reveal', () => show(index, false));
  }
  // Enter in a field sends a form; before the last step it means "next".
  form.addEventListener('submit', (event) => {
    if (current === steps.length - 1) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    show(current + 1, true);
  });
  const wrong = steps.findIndex((step) => step.querySelector('.nhsuk-form-group--error') !== null);
  show(Math.max(wrong, 0), false);

  function show(index, moveFocus) {
    current = index;
    for (const [each, step] of steps.entries()) step.hidden = each !== index;
    status.textContent = progress
      .replace('{step}', String(index + 1))
      .replace('{steps}', String(steps.length));
    if (!moveFocus) return;
    const question = steps[index].querySelector('legend, label');
    question.tabIndex = -1;
    question.setAttribute('aria-describedby', status.id);
    question.focus({ preventScroll: true });
    status.scrollIntoView({ block: 'nearest' });
  }
}

function button(text, look, onPress) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = `nhsuk-button ${look}`;
  made.textContent = text;
  made.addEventListener('click', onPress);
  return made;
}

/**
 * Takes what stands behind "#" of a way in into the form, out of the address and so out of the browser's history, and
 * sends it. The next page asks; nothing is claimed yet.
 */
function comeIn(form) {
  const secret = location.hash.slice(1);
  if (secret === '') return;
  history.replaceState(null, '', location.pathname);
  form.querySelector('input').value = secret;
  form.requestSubmit();
}

/** Reload, and Back from another page, then open the form anew instead of asking whether to send it again. */
function forgetSending() {
  const { again } = document.body.dataset;
  if (again !== undefined) history.replaceState(null, '', again);
}

forgetSending();
for (const form of document.querySelectorAll('form[data-steps]')) stepThrough(form);
for (const form of document.querySelectorAll('form')) sendOnce(form);
const entrance = document.querySelector('form[data-entrance]');
if (entrance !== null) {
  comeIn(entrance);
  window.addEventListener('hashchange', () => comeIn(entrance));
}
// A page that comes back from the browser's memory may be sent again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form')) delete form.dataset.sent;
});
tellProblems();
