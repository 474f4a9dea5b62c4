import { HOUR } from '../../../core/instant.ts';
import { type Result, refuse, success } from '../../../core/result.ts';

/** Reminders of one round. */
export const MOST_REMINDERS = 3;
/** Between two of them: they come to everybody, also to those who have answered. */
const APART = 12 * HOUR;

export type ReminderRefusal = 'reminder-too-late' | 'too-many-reminders' | 'reminders-too-close';

/** Reminders in the order in which they come, each once. Milliseconds after the opening. */
export function readReminders(
  said: readonly number[],
  openFor: number,
): Result<readonly number[], ReminderRefusal> {
  const reminders = [...new Set(said)].sort((one, other) => one - other);
  if (reminders.length > MOST_REMINDERS) return refuse('too-many-reminders');
  if (reminders.some((after) => after >= openFor)) return refuse('reminder-too-late');
  const isClose = reminders.some((after, index) => after - (reminders[index - 1] ?? -APART) < APART);
  return isClose ? refuse('reminders-too-close') : success(reminders);
}
