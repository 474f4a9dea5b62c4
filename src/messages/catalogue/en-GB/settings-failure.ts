/** Why a steward’s change was not made, each in one kind sentence. Kept apart from `failure.ts`: these are about settings. */
export const settingsFailure = {
  'failure.not-a-steward': 'Only a steward can do this. Please ask one of yours.',
  'failure.no-second-voice':
    'This needs stewards of two voices, and only one voice has any. First make somebody of another voice a steward: they can say yes themselves.',
  'failure.no-key-yet':
    'Your yes does not count for this yet, because you are new. It does after 28 days. Another steward of your voice can say it.',
  'failure.other-voices':
    'For this, a steward of each of the two voices says yes, the old one and the new one.',
  'failure.no-reason': 'Please write why, in a few words. Everybody in the circle can read it.',
  'failure.reason-too-long': 'This is too long. Please use at most 200 letters, on one line.',
  'failure.answer-too-long': 'This is too long. Please use at most 300 letters, on one line.',
  'failure.said-before': 'You can write to this once. What you wrote stands in the list of changes.',
  'failure.last-steward-of-voice':
    'This is the last steward of their voice. First make somebody else of that voice a steward, then try again.',
  'failure.already-asked': 'This is waiting for a second steward already. Please wait for their answer.',
  'failure.own-proposal': 'You asked for this, so somebody else decides.',
  'failure.same-voice': 'A steward of another voice decides this, so that no side can do it alone.',
  'failure.decided-before': 'This was decided before. Nothing has changed.',
  'failure.run-out': 'This waited for 14 days and ran out. Nothing has changed. You can ask again.',
  'failure.asker-gone': 'Whoever asked is not a steward any more. Nothing has changed.',
  'failure.not-your-proposal': 'Only the person who asked can take it back.',
  'failure.no-such-voice': 'Please choose one of the voices of this circle.',
  'failure.lowered-while-open':
    'A round is open, and people answer under the number they were told. Please lower it when the round has closed.',
  'failure.below-floor-scores':
    'Scores are shown from {least} answers on at the least. Please use {least} or more.',
  'failure.below-floor-comments':
    'Comments are shown from {least} on at the least. Please use {least} or more.',
  'failure.not-whole': 'Please write a whole number that is not too large.',
  'failure.not-a-rhythm': 'Please choose how often from the list.',
  'failure.too-often': 'This is too often. The same question comes at most once in seven days.',
  'failure.too-seldom': 'This is too seldom. Please use a year at most.',
  'failure.not-a-moment': 'Please write a day and a time, like “Tuesday 10:00”.',
  'failure.no-such-date': 'Please write a day that exists, like “2026-12-01 10:00”.',
  'failure.no-such-time': 'Please write a time from 00:00 to 23:59.',
  'failure.no-time': 'Please add a time, like “Tuesday 10:00”.',
  'failure.no-such-weekday': 'Please write a day of the week, like “Tuesday 10:00”.',
  'failure.needs-date': 'For once, please write the date, like “2026-12-01 10:00”.',
  'failure.needs-ordinal': 'Which one of the month? Please write it like “second Tuesday 10:00”.',
  'failure.needs-plain-weekday': 'For weeks, please write the day alone, like “Tuesday 10:00”.',
  'failure.needs-weekday': 'A date fits only “once”. Please write a day of the week, like “Tuesday 10:00”.',
  'failure.in-the-past': 'This day has passed. Please choose a later one.',
  'failure.not-a-duration': 'Please write how long, like “48 hours”, “90 minutes” or “2 days”.',
  'failure.too-long': 'This is too long. Please use less.',
  'failure.open-too-short': 'Nobody would find the time to answer. Please use an hour or more.',
  'failure.open-too-long': 'A new round would open before this one closes. Please use less.',
  'failure.reminder-too-late': 'The reminder would come after the round has closed. Please use less.',
  'failure.no-such-pack': 'Please choose questions from the list.',
  'failure.lasts-too-long': 'The next meeting would begin before this one ends. Please use less.',
  'failure.term-not-whole': 'Please write a whole number from 1 to 52.',
  'failure.cap-not-whole': 'Please write a whole number from 1 to 100, or leave it empty.',
  'failure.cap-under-term': 'One person chairs more meetings in a row than this allows. Please use more.',
  'failure.floor-missing': 'Please write the least share of each voice, like “30”.',
  'failure.floor-not-wanted': 'A least share goes only with the last choice above. Please leave it empty.',
  'failure.floor-out-of-range': 'Please write a number from 1 to 100.',
  'failure.floor-too-high': 'All voices together cannot have that much. Please use less.',
  'failure.no-name': 'Please write a name.',
  'failure.name-direction-mark':
    'This name holds a direction mark, which nobody can see. Please type it again by hand.',
  'failure.name-not-seen': 'There is no letter to see here. Please write a name.',
  'failure.name-too-long': 'This is too long. Please use at most 100 letters, on one line.',
  'failure.not-a-slack-person': 'Please write the Slack id like “T012AB3C4/U061F7AUR”.',
  'failure.not-a-slack-channel': 'Please write the Slack channel like “T012AB3C4/C024BE91L”.',
  'failure.not-a-teams-person': 'Please write the Teams id without spaces.',
  'failure.not-a-teams-channel': 'Please write the Teams channel like “19:…@thread.tacv2”.',
  'failure.already-in-circle': 'Somebody in the circle has this id already. One person is in it once.',
  'failure.has-way-in': 'They have a way in by now. A new one takes two stewards.',
  'failure.operators-to-make':
    'The people who run this server make the first way in of a steward, so that nobody has both keys. Please ask them.',
  'failure.nobody-to-vouch':
    'No steward of another voice could say that it is them. Please ask the people who run this server for a way in.',
  'failure.in-several-circles':
    'They are in another circle too, and a way in opens all. The people who run this server can make one.',
  'failure.about-you': 'This is about you, so somebody else says yes to it.',
  'failure.stand-in-no-key':
    'You stand in for a while, so you do not decide who is a steward. Another steward of your voice can.',
  'failure.one-account':
    'One account is enough. Once they are in, they join their other accounts themselves, with a code.',
  'failure.nothing-to-stop': 'There is nothing to stop. It was used, has run out or was stopped before.',
  'failure.no-such-claim': 'Nobody waits here for your yes any more. Somebody else may have said it.',
  'failure.not-yours-to-vouch': 'That is for a steward of another voice to say.',
  'failure.not-these-words': 'Those are not the three words. Please ask for them again, and type all three.',
  'failure.claim-left':
    'They have signed out meanwhile, so nobody comes in. A steward can make them another way in.',
  'failure.circle-full': 'A circle has at most 1,000 people.',
  'failure.no-such-person': 'I do not find this person there. Please choose somebody else.',
  'failure.not-told': 'I could not check who somebody is just now. Nothing was saved. Please try again soon.',
  'failure.please-check':
    'Nobody was added yet. Some are guests, or from another organisation. Please look at them below.',
  'failure.not-a-founder':
    'Guests and people from other organisations cannot start a circle. Please ask somebody who works here.',
  'failure.too-many-circles': 'You have started several circles lately. Please wait until tomorrow.',
  'failure.too-many-people':
    'These are many people to begin with. Please choose {most} at most, and add the others later.',
  'failure.in-two-voices': 'Somebody is in two voices. Each person has one.',
  'failure.nobody-there': 'Please choose somebody for this voice.',
  'failure.no-third-voice': 'Please give the third voice a name, or leave it out.',
  'failure.no-second-steward': 'Please choose a second steward, of another voice than yours.',
  'failure.steward-elsewhere': 'Please choose somebody from above, of another voice than yours.',
  'failure.no-such-timezone': 'I do not know this time zone. Please write it like “Europe/London”.',
  'failure.organisation-taken':
    'There is another organisation of this name. Please add something to it, like your town.',
  'failure.circle-taken': 'Your organisation has a circle of this name. Please choose another name.',
  'failure.does-not-fit': 'Something here does not fit together. Please look at it once more.',
  'failure.no-such-pulse': 'This circle has no such pulse. Please look at the circle again.',
  'failure.nobody-to-ask': 'Nobody is in this circle yet, so nobody can be asked.',
  'failure.still-open': 'A round with these questions is open. Let it close first, or cancel it.',
  'failure.question-rests':
    'How these answers are shown was changed. The questions are asked again eight weeks after the last time.',
  'failure.voices-too-small':
    'By voice needs six people or more in each voice. Please leave it at “for everybody together”.',
  'failure.asked-lately': 'The circle was asked the same within the last seven days. Please wait a little.',
  'failure.closing-in-the-past': 'This round would close before it opens. Please change how long it is open.',
  'failure.about-to-close': 'This pulse is over and closes by itself. Nothing has changed.',
  'failure.not-open': 'This round is not open any more. Nothing has changed.',
  'failure.signpost-too-long': 'This is too long. Please use at most {most} letters.',
} as const;
