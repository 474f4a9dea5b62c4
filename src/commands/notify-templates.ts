import { NOTIFY_TEMPLATES } from '../config/notify-templates.ts';
import { type CommandResult, told } from './command.ts';

const LINE = '='.repeat(40);

/** `roundtable notify templates`: what to paste into GOV.UK Notify. Needs no configuration. */
export function notifyTemplates(): CommandResult {
  const { mail, text } = NOTIFY_TEMPLATES;
  return told(
    'For text messages: paste what stands between the lines. The id of the template belongs into NOTIFY_TEXT_TEMPLATE.',
    'Under "Settings", set "Start text messages with service name" to "No": the template says whose they are.',
    ...[LINE, text, LINE],
    '',
    'For e-mails, where they go over GOV.UK Notify too: this is the subject. The id belongs into NOTIFY_MAIL_TEMPLATE.',
    ...[LINE, mail.subject, LINE],
    'And this is the message.',
    ...[LINE, mail.body, LINE],
  );
}
