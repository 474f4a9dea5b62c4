import type { Preferences } from './circle.ts';

/** What a member is asked by who has not chosen anything yet. */
export function firstPreferences(language: string): Preferences {
  return {
    language,
    easyRead: false,
    oneAtATime: false,
    quietHours: null,
    reminders: true,
    invitations: true,
    reachOn: null,
    awayFromStatus: false,
    // A default is nobody's wish: the week of two circles, with all their reminders, fits into ten.
    weeklyMost: 10,
    ownTime: null,
    timezone: null,
  };
}
