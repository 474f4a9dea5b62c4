import { isPayload } from '../payload.ts';
import { array, boolean, both, byType, type Check, integer, oneOf, shape, string } from './checks.ts';

/** Limits of composition objects and elements. Source: https://docs.slack.dev/reference/block-kit */

export const plainText = (max: number): Check =>
  shape({ type: oneOf('plain_text'), text: string(max) }, { emoji: boolean });

export const anyText = (max: number): Check =>
  byType({
    plain_text: plainText(max),
    mrkdwn: shape({ type: oneOf('mrkdwn'), text: string(max) }, { verbatim: boolean }),
  });

const confirm = shape(
  { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  { style: oneOf('primary', 'danger') },
);

/** `rich` options (radio buttons, check boxes) take markup; those of menus plain text only. */
const option = (rich: boolean): Check =>
  shape(
    { text: rich ? anyText(75) : plainText(75), value: string(150) },
    { description: rich ? anyText(75) : plainText(75), ...(rich ? {} : { url: string(3000) }) },
  );

const actionable = { action_id: string(255), focus_on_load: boolean, confirm };
const kind = (type: string): Check => oneOf(type);
const element = (
  type: string,
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check => shape({ type: kind(type), ...required }, { ...actionable, ...optional });

const placeholder = plainText(150);

/** An initial choice must be one of the options, to the letter. */
const chosenAmongOptions: Check = (value, at, report) => {
  if (!isPayload(value) || !Array.isArray(value.options)) return;
  const known = value.options.map((each) => JSON.stringify(each));
  const initial = [value.initial_option, value.initial_options]
    .flat()
    .filter((choice) => choice !== undefined);
  if (initial.some((choice) => !known.includes(JSON.stringify(choice)))) {
    report('initial_option(s) did not match any of the options', at);
  }
};

const groups = array(shape({ label: plainText(75), options: array(option(false), 100) }), 100);

const optionsOrGroups: Check = (value, at, report) => {
  if (isPayload(value) && (value.options === undefined) === (value.option_groups === undefined)) {
    report('must define either `options` or `option_groups`', at);
  }
};

const menu = (type: string, more: Readonly<Record<string, Check>>): Check =>
  both(
    element(type, {}, { placeholder, options: array(option(false), 100), option_groups: groups, ...more }),
    optionsOrGroups,
    chosenAmongOptions,
  );

const dispatch = shape({
  trigger_actions_on: array(oneOf('on_enter_pressed', 'on_character_entered'), 2),
});
const many = { max_selected_items: integer(1, 100) };
const dates = /^\d{4}-\d{2}-\d{2}$/;
const times = /^\d{2}:\d{2}$/;
const matching =
  (pattern: RegExp): Check =>
  (value, at, report) => {
    if (typeof value !== 'string' || !pattern.test(value)) report('must match the expected format', at);
  };

export const button: Check = element(
  'button',
  { text: plainText(75) },
  {
    url: string(3000),
    value: string(2000),
    style: oneOf('primary', 'danger'),
    accessibility_label: string(75),
  },
);

export const slackFile: Check = shape({}, { id: string(255), url: string(3000) });

export const image: Check = shape(
  { type: kind('image'), alt_text: string(2000) },
  { image_url: string(3000), slack_file: slackFile },
);

/** What reports a choice at once, in `actions` and as a section's accessory. */
const INTERACTIVE: Readonly<Record<string, Check>> = {
  button,
  checkboxes: both(
    element('checkboxes', { options: array(option(true), 10) }, { initial_options: array(option(true), 10) }),
    chosenAmongOptions,
  ),
  radio_buttons: both(
    element('radio_buttons', { options: array(option(true), 10) }, { initial_option: option(true) }),
    chosenAmongOptions,
  ),
  overflow: element('overflow', { options: array(option(false), 5) }),
  static_select: menu('static_select', { initial_option: option(false) }),
  multi_static_select: menu('multi_static_select', { initial_options: array(option(false), 100), ...many }),
  users_select: element('users_select', {}, { placeholder, initial_user: string(255) }),
  multi_users_select: element(
    'multi_users_select',
    {},
    { placeholder, initial_users: array(string(255), 100), ...many },
  ),
  channels_select: element(
    'channels_select',
    {},
    { placeholder, initial_channel: string(255), response_url_enabled: boolean },
  ),
  conversations_select: element(
    'conversations_select',
    {},
    {
      placeholder,
      initial_conversation: string(255),
      default_to_current_conversation: boolean,
      response_url_enabled: boolean,
      filter: shape(
        {},
        {
          include: array(oneOf('im', 'mpim', 'private', 'public'), 4),
          exclude_external_shared_channels: boolean,
          exclude_bot_users: boolean,
        },
      ),
    },
  ),
  datepicker: element('datepicker', {}, { placeholder, initial_date: matching(dates) }),
  timepicker: element(
    'timepicker',
    {},
    { placeholder, initial_time: matching(times), timezone: string(255) },
  ),
};

export const inActions: Check = byType(INTERACTIVE);
export const asAccessory: Check = byType({ ...INTERACTIVE, image });

const typed = { placeholder, dispatch_action_config: dispatch };
const { button: _button, overflow: _overflow, ...choosable } = INTERACTIVE;

/** What an `input` block may hold. */
export const inInput: Check = byType({
  ...choosable,
  plain_text_input: element(
    'plain_text_input',
    {},
    {
      ...typed,
      initial_value: string(3000, 0),
      multiline: boolean,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    },
  ),
  number_input: element(
    'number_input',
    { is_decimal_allowed: boolean },
    { ...typed, initial_value: string(255), min_value: string(255), max_value: string(255) },
  ),
  email_text_input: element('email_text_input', {}, { ...typed, initial_value: string(255, 0) }),
  url_text_input: element('url_text_input', {}, { ...typed, initial_value: string(255, 0) }),
});
