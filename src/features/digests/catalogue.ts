/** The weekly digest. Figures come as they were released: rounded, or as words. */
export const digest = {
  'digest.notice.summary': 'The digest of {circle} is out: {lead}',
  'digest.notice.heading': '{circle}, {week}',
  'digest.notice.same': 'Everybody in the circle gets the same digest at the same minute.',
  'digest.open': 'Read the digest',
  'digest.list.summary':
    '{count, plural, =0 {There is no digest yet} one {There is one digest} other {There are # digests}} for {circle}.',
  'digest.list.heading': 'Digests',
  'digest.list.none': 'The first digest comes at the end of the week.',
  'digest.week': 'the week of {monday}',
  'digest.heading': '{circle}: {week}',

  'digest.lead.failure':
    'Something failed on our side this week, so this digest is not complete. It is not your fault.',
  'digest.lead.old-promise':
    'A promise has been open for {weeks} weeks{others, plural, =0 {} one {, and one more is old too} other {, and # more are old too}}.',
  'digest.lead.chairing':
    '{name} chaired {turns, plural, =0 {none of} other {# of}} the last {meetings, plural, one {# meeting} other {# meetings}}; their fair share is {target}.',
  'digest.lead.no-rep': 'No rep was at {missed} of the last {meetings} meetings.',
  'digest.lead.change.trust': 'Trust that something will change {groups}.',
  'digest.lead.change.voice': 'How freely people say what they think {groups}.',
  'digest.lead.too-few': 'There were not enough answers this week to show scores and keep them anonymous.',
  'digest.lead.open':
    'A pulse is still open. It closes on {closes}, and its results come in the next digest.',
  'digest.lead.cancelled': 'This week’s pulse was cancelled. Its answers were deleted and nobody saw them.',
  'digest.lead.nothing-asked': 'Nothing was asked this week.',
  'digest.lead.standing.same': 'Much as before: {what} stands at {groups}, on a scale of 1 to 5.',
  'digest.lead.standing.first': 'The first results: {what} stands at {groups}, on a scale of 1 to 5.',
  'digest.lead.standing.unknown': 'This week {what} stands at {groups}, on a scale of 1 to 5.',
  'digest.lead.standing.trust': 'trust that something will change',
  'digest.lead.standing.voice': 'being able to say what you think',
  'digest.lead.answers': 'The answers to this week’s questions are in.',

  'digest.pulse.failed': 'The pulse did not run as planned: something failed on our side.',
  'digest.pulse.too-few': 'The pulse closed with too few answers to show.',
  'digest.pulse.cancelled': 'The pulse was cancelled. Its answers were deleted and nobody saw them.',
  'digest.pulse.open': 'The pulse is still open until {closes}.',
  'digest.pulse.nothing-asked': 'No pulse ran this week.',

  'digest.measures.some': '{count, plural, one {One thing to look at} other {# things to look at}}',
  'digest.fact.now': 'Now',
  'digest.fact.direction': 'Change',
  'digest.fact.target': 'We aim for',
  'digest.fact.next-step': 'Next step',
  'digest.value.group': '{value} for {name}',
  'digest.value.every': '{value} for each voice',
  'digest.everybody': 'Everybody',

  'digest.direction.up': 'up',
  'digest.direction.down': 'down',
  'digest.direction.same': 'about the same',
  'digest.direction.mixed': 'up for some, down for others',
  'digest.direction.first': 'first time',
  'digest.direction.unknown': 'hard to tell',
  'digest.change.up': 'went up',
  'digest.change.down': 'went down',
  'digest.change.same': 'stayed about the same',
  'digest.change.mixed': 'went up and down',
  'digest.change.first': 'was shown for the first time',
  'digest.change.unknown': 'is hard to compare',

  'digest.point.or-lower': '{value} or lower',
  'digest.point.or-higher': '{value} or higher',
  'digest.point.none': 'not shown',
  'digest.share.half-or-fewer': 'half or fewer',
  'digest.share.half-or-more': 'half or more',
  'digest.share.two-or-fewer': 'two people or fewer',
  'digest.share.in-between': 'some people',
  'digest.share.all-but-two-or-more': 'at least all but two people',
  'digest.share.few': 'few',
  'digest.share.some': 'some',
  'digest.share.about-half': 'about half',
  'digest.share.most': 'most',
  'digest.share.nearly-all': 'nearly all',
  'digest.band.under-half': 'under half',
  'digest.band.half-or-more': 'half or more',
  'digest.band.under-a-third': 'under a third',
  'digest.band.about-half': 'about half',
  'digest.band.over-two-thirds': 'over two thirds',
  'digest.band.nearly-all': 'nearly all',

  'digest.trust.label': 'Trust that something will change',
  'digest.score.explained': 'The question: “{question}” 1 means disagree strongly, 5 means agree strongly.',
  'digest.voice.label': 'Being able to say what you think',
  'digest.score.target': '3.5 or higher',
  'digest.advice.trust.ask-what-would-help':
    'Ask at the next meeting what would help, and raise it as a promise.',
  'digest.advice.voice.ask-what-would-help':
    'At the next meeting, go round the table so that everybody can speak.',
  'digest.advice.trust.say-what-changed':
    'Begin the next meeting with one thing that changed because somebody asked.',
  'digest.advice.voice.say-what-changed':
    'Send questions out before the meeting, and leave time for every voice.',
  'digest.advice.trust.keep-going': 'Keep closing promises, and say so in the meeting.',
  'digest.advice.voice.keep-going': 'Say thank you, and ask what helped people to speak.',

  'digest.taking-part.label': 'Taking part in the pulse',
  'digest.taking-part.label-of': 'Taking part in “{pulse}”',
  'digest.taking-part.explained': 'Told in rough words, so that nobody can work out who answered.',
  'digest.taking-part.target': 'over two thirds',
  'digest.taking-part.target.small': 'half or more',
  'digest.advice.taking-part.ask-what-is-in-the-way':
    'Ask everybody what makes it hard to answer. Ask nobody whether they did.',
  'digest.advice.taking-part.thank-people': 'Thank everybody at the next meeting.',

  'digest.chairing.label': 'Who chaired the meetings',
  'digest.chairing.value': '{turns} of {meetings} by {name}',
  'digest.chairing.early': 'too early to tell',
  'digest.chairing.explained': 'Meetings of the last {weeks} weeks. One turn more or less is no change.',
  'digest.chairing.explained.early': 'Meetings of the last {weeks} weeks.',
  'digest.advice.chairing.let-the-rota-work': 'Nothing to do: the rota keeps the balance.',
  'digest.advice.chairing.make-chairing-easier':
    'Ask what would make chairing easier, such as a briefing or a co-chair.',

  'digest.presence.label': 'Who was at the meetings',
  'digest.presence.both': '{count} of {meetings} with both sides',
  'digest.presence.lone-rep': '{count} with one rep alone',
  'digest.presence.no-rep': '{count} with no rep',
  'digest.presence.no-staff': '{count} with no staff',
  'digest.presence.target': 'staff and two reps or more at each meeting',
  'digest.presence.explained':
    'Meetings of the last {weeks} weeks of which it was noted. We count sides, never people.',
  'digest.advice.presence.make-room-for-reps':
    'Ask reps what would help them to come, such as another time, place or travel costs.',
  'digest.advice.presence.ask-staff-to-come': 'Ask staff to keep the time of the meeting free.',
  'digest.advice.presence.keep-meeting': 'Nothing to do: both sides come.',

  'digest.promises.label': 'Promises',
  'digest.promises.value':
    '{open, plural, =0 {none open} other {# open}}, {confirmed, plural, =0 {none confirmed} other {# confirmed}}',
  'digest.promises.value.old':
    '{open} open, the oldest for {weeks, plural, =0 {less than a week} one {1 week} other {# weeks}}; {confirmed, plural, =0 {none confirmed} other {# confirmed}}',
  'digest.promises.target': 'none open for over 4 weeks',
  'digest.promises.direction.up': 'more open than last week',
  'digest.promises.direction.down': 'fewer open than last week',
  'digest.promises.direction.same': 'as many open as last week',
  'digest.promises.counts':
    '{open, plural, =0 {none open} other {# open}}, {kept, plural, =0 {none kept} other {# kept}}, {refused, plural, =0 {none refused} other {# refused}}, {withdrawn, plural, =0 {none taken back} other {# taken back}}',
  'digest.promises.target.kept': 'kept, and within 4 weeks',
  'digest.promises.kept.up': 'more not kept than last week',
  'digest.promises.kept.down': 'fewer not kept than last week',
  'digest.promises.kept.same': 'as many not kept as last week',
  'digest.promises.longest':
    'The longest wait for one to be kept: {weeks, plural, =0 {less than a week} one {1 week} other {# weeks}}.',
  'digest.promises.no': 'A no does not count as kept.',
  'digest.promises.wait-for-reply': '{count, plural, one {One waits} other {# wait}} for a reply.',
  'digest.promises.wait-for-rep':
    '{count, plural, one {One has} other {# have}} a reply that waits for a yes.',
  'digest.advice.promises.reply-to-the-oldest':
    'Before the next meeting, reply to the promise that has waited longest, with “we did” or “we cannot, because”.',
  'digest.advice.promises.ask-a-rep': 'Who asked, or reps, can open the list and say “done” or “not yet”.',
  'digest.advice.promises.talk-about-the-no': 'Ask at the next meeting what would turn a no into a yes.',
  'digest.advice.promises.ask-for-more': 'Ask at the next meeting what should change.',
  'digest.advice.promises.tell-the-circle': 'Say at the next meeting how far each promise has come.',

  'digest.ladder.label': 'Our rung on the ladder of co-production',
  'digest.ladder.explained': 'Asked in {week}: “{question}” 1 is the lowest rung, {to} the highest.',
  'digest.ladder.gap': 'The voices are about {value} rungs apart: {lower} lower, {higher} higher.',
  'digest.ladder.gap.none': 'The voices see it alike.',
  'digest.ladder.gap.at-least':
    'The voices are at least {value} rungs apart: {lower} lower, {higher} higher.',
  'digest.ladder.gap.unknown': 'How far apart the voices are is too rough to tell.',
  'digest.ladder.target': 'one rung up in a year',
  'digest.ladder.credit':
    'Ladder of co-production: Think Local Act Personal, www.thinklocalactpersonal.org.uk.',
  'digest.advice.ladder.talk-about-the-gap': 'Let the voice with the lower score speak first about why.',
  'digest.advice.ladder.pick-one-step': 'Agree on one thing that would take you one rung up.',

  'digest.charts': 'Over the weeks',
  'digest.chart.trust.title': 'Trust, week by week',
  'digest.chart.trust.axis': 'Average from 1 to 5',
  'digest.chart.trust.sentence':
    'From {first} to {last}. Latest: {latest}. A gap means that nothing was shown.',
  'digest.chart.week': 'Week of',
  'digest.chart.chairing.title': 'Who chaired, and what we aim for',
  'digest.chart.chairing.axis': '% of meetings',
  'digest.chart.chairing.sentence': 'Share of the meetings chaired, and the share aimed for: {voices}.',
  'digest.chart.chairing.voice': '{name} {share}, aim {target}',
  'digest.chart.voice': 'Voice',
  'digest.chart.share': 'Chaired',
  'digest.chart.target': 'Aim',

  'digest.results': 'Other answers',
  'digest.result.answer': 'Answer',
  'digest.result.mean': 'Average (from {from} to {to})',
  'digest.result.agree': 'Agree (4 or 5)',
  'digest.result.disagree': 'Disagree (1 or 2)',
  'digest.result.upper': 'Above the middle',
  'digest.result.lower': 'Below the middle',
  'digest.result.every-choice': 'Every choice',
  'digest.result.spread': 'answers were spread',
  'digest.result.yes': 'Yes',
  'digest.result.no': 'No',

  'digest.pooled': 'From several circles together',
  'digest.pooled.explained':
    'Where circles are too small to be shown alone, the answers of {circles} or more of them are added up and shown once, after the quarter.',
  'digest.pooled.caption': '{question} ({quarter})',
  'digest.quarter':
    '{quarter, select, 1 {January to March} 2 {April to June} 3 {July to September} other {October to December}} {year}',

  'digest.comments': 'In people’s own words',
  'digest.comments.mixed':
    'In mixed order, from all voices together. Please do not try to guess who wrote what.',

  'digest.promises': 'You said, we did',
  'digest.promises.raised': 'New this week',
  'digest.promises.open': 'Still open',
  'digest.promises.kept': 'Kept this week',
  'digest.promises.refused': 'Refused this week',
  'digest.promises.withdrawn': 'Taken back this week',
  'digest.promises.confirmed': 'Confirmed this week',
  'digest.promises.none': 'No promise is open. Anybody can raise one, with or without a name.',
  'digest.promise.by': '“{words}” ({name}).',
  'digest.promise.left': 'somebody who has left',
  'digest.promise.unnamed': '“{words}” (no name given).',
  'digest.promise.changed': '{promise} Changed by its author.',
  'digest.promise.new': '{promise} {state}.',
  'digest.promise.open': '{promise} Open for {age}. {state}.',
  'digest.promise.again': '{promise} Opened again, because: “{reason}”',
  'digest.promise.owner': '{state}. {name} looks after it',
  'digest.promise.owner.due': '{state}. {name} looks after it, until {day}',
  'digest.promise.reply.we-did': '{promise} We did: “{reply}”',
  'digest.promise.reply.we-cannot': '{promise} We cannot, because: “{reply}”',

  'digest.said': 'Somebody said',
  'digest.said.mixed': 'Said without a name, in mixed order. Please do not try to guess who wrote what.',

  'digest.chairs': 'Who chairs next',
  'digest.chairs.handed-over.capped':
    'The people from {name} have reached their limit of turns. Its share went to the others this time.',

  'digest.hidden': 'What is not shown, and why',
  'digest.hidden.none': 'Nothing is held back this week.',
  'digest.hidden.split':
    '{questions}: scores by voice need {from} answers from each voice. So one score stands for everybody.',
  'digest.hidden.by-voice': '{questions}: scores by voice need {from} answers from each voice.',
  'digest.hidden.scores': '{questions}: a score needs {from} answers.',
  'digest.hidden.follow-up':
    '{questions}: this needs {from} people who were asked it, and {from} who were not.',
  'digest.hidden.comments': '{questions}: it takes {from} comments to show what people wrote.',
  'digest.hidden.one-voice': '{questions}: only one voice was asked, and no voice is shown alone.',
  'digest.hidden.pool': '{questions}, from several circles together: not every voice gave enough answers.',
  'digest.hidden.resting':
    '{questions}: not asked for now. The stewards changed how the answers are shown, so it rests for 8 weeks first.',
  'digest.hidden.participation': 'How many took part: too few people were asked.',
  'digest.hidden.cancelled': '“{title}” was cancelled. Its answers were deleted and nobody saw them.',
  'digest.quoted': '“{question}”',
} as const;
