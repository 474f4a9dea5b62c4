/** Why a steward’s change was not made, each in one kind sentence. What a field or another feature refuses stands there. */
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
  'failure.lasts-too-long': 'The next meeting would begin before this one ends. Please use less.',
  'failure.term-not-whole': 'Please write a whole number from 1 to 52.',
  'failure.cap-not-whole': 'Please write a whole number from 1 to 100, or leave it empty.',
  'failure.cap-under-term': 'One person chairs more meetings in a row than this allows. Please use more.',
  'failure.floor-missing': 'Please write the least share of each voice, like “30”.',
  'failure.floor-not-wanted': 'A least share goes only with the last choice above. Please leave it empty.',
  'failure.floor-out-of-range': 'Please write a number from 1 to 100.',
  'failure.floor-too-high': 'All voices together cannot have that much. Please use less.',
  'failure.already-in-circle': 'Somebody in the circle has this id already. One person is in it once.',
  'failure.about-you': 'This is about you, so somebody else says yes to it.',
  'failure.stand-in-no-key':
    'You stand in for a while, so you do not decide who is a steward. Another steward of your voice can.',
  'failure.circle-full': 'A circle has at most 1,000 people.',
  'failure.no-such-person': 'I do not find this person there. Please choose somebody else.',
  'failure.not-told': 'I could not check who somebody is just now. Nothing was saved. Please try again soon.',
  'failure.please-check':
    'Nobody was added yet. Some are guests, or from another organisation. Please look at them below.',
  'failure.changed-meanwhile':
    'Somebody changed something here while you had this open. What you filled in is still here. The list of changes says what is different. If you still want yours, please save again.',
} as const;
