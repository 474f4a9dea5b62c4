/** The weekly digest. Figures come as they were released: rounded, or as words. */
export const digest = {
  'digest.notice.summary': 'The digest of {circle} is out: {lead}',
  'digest.notice.heading': 'This week in {circle}',
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
    'A promise has been open for {weeks} weeks{others, plural, =0 {} one {, and one more is old too} other {, and # more are old too}}: “{words}”',
  'digest.lead.chairing':
    '{name} chaired {turns} of the last {meetings} meetings. Their fair share is {target}.',
  'digest.lead.change.trust': 'Trust that something will change: {groups}.',
  'digest.lead.change.voice': 'Being able to say what you think: {groups}.',
  'digest.lead.change.group': '{direction} for {name}',
  'digest.lead.change.everybody': '{direction}',
  'digest.lead.too-few': 'Too few people answered this week, so we show no scores.',
  'digest.lead.open':
    'A pulse is still open. It closes on {closes}, and its results come in the next digest.',
  'digest.lead.cancelled': 'This week’s pulse was cancelled. Its answers were deleted and nobody saw them.',
  'digest.lead.nothing-asked': 'Nothing was asked this week.',
  'digest.lead.first-results': 'These are the first results. From now on you can see what changes.',
  'digest.lead.steady': 'A steady week: nothing has clearly changed.',

  'digest.pulse.failed': 'The pulse did not run as planned: something failed on our side.',
  'digest.pulse.too-few': 'The pulse closed with too few answers to show.',
  'digest.pulse.cancelled': 'The pulse was cancelled. Its answers were deleted and nobody saw them.',
  'digest.pulse.open': 'The pulse is still open until {closes}.',
  'digest.pulse.nothing-asked': 'No pulse ran this week.',

  'digest.measures.some': '{count, plural, one {One thing to look at} other {# things to look at}}',
  'digest.measures.caption': 'This week at a glance',
  'digest.column.what': 'What',
  'digest.column.now': 'Now',
  'digest.column.direction': 'Change',
  'digest.column.target': 'We aim for',
  'digest.next-step': 'Next step: {advice}',
  'digest.value.group': '{name}: {value}',
  'digest.everybody': 'Everybody',

  'digest.direction.up': 'Up',
  'digest.direction.down': 'Down',
  'digest.direction.same': 'About the same',
  'digest.direction.mixed': 'Up for some, down for others',
  'digest.direction.first': 'First time',
  'digest.direction.unknown': 'Cannot be compared',
  'digest.change.up': 'up',
  'digest.change.down': 'down',
  'digest.change.same': 'about the same',
  'digest.change.mixed': 'up and down',
  'digest.change.first': 'shown for the first time',
  'digest.change.unknown': 'too rough to tell',

  'digest.point.or-lower': '{value} or lower',
  'digest.point.or-higher': '{value} or higher',
  'digest.point.none': 'not shown',
  'digest.agree': 'Agree (4 or 5): {groups}.',
  'digest.share.two-or-fewer': 'two people or fewer',
  'digest.share.in-between': 'some people',
  'digest.share.all-but-two-or-more': 'all but two people, or more',
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
    'ask at the next meeting what would help, and raise it as a promise.',
  'digest.advice.voice.ask-what-would-help':
    'at the next meeting, go round the table so that everybody can speak.',
  'digest.advice.trust.say-what-changed':
    'begin the next meeting with one thing that changed because somebody asked.',
  'digest.advice.voice.say-what-changed':
    'send questions out before the meeting, and leave time for every voice.',
  'digest.advice.trust.keep-going': 'keep closing promises, and say so in the meeting.',
  'digest.advice.voice.keep-going': 'say thank you, and ask what helped people to speak.',

  'digest.taking-part.label': 'Taking part in the pulse',
  'digest.taking-part.explained': 'Told in rough words, so that nobody can work out who answered.',
  'digest.taking-part.target': 'over two thirds',
  'digest.taking-part.target.small': 'half or more',
  'digest.advice.taking-part.ask-what-is-in-the-way':
    'ask everybody what makes it hard to answer. Ask nobody whether they did.',
  'digest.advice.taking-part.thank-people': 'thank everybody at the next meeting.',

  'digest.chairing.label': 'Who chaired the meetings',
  'digest.chairing.value': '{turns} of {meetings}',
  'digest.chairing.target': '{name}: {share}',
  'digest.chairing.explained':
    '{meetings, plural, one {The one meeting} other {The # meetings}} of the last {weeks} weeks, by the voice of who chaired. We call it a change when it is more than one turn.',
  'digest.advice.chairing.let-the-rota-work': 'none. The rota keeps the balance.',
  'digest.advice.chairing.make-chairing-easier':
    'ask what would make chairing easier, such as a briefing or a co-chair.',

  'digest.promises.label': 'Promises',
  'digest.promises.value':
    '{open, plural, =0 {none open} other {# open}}, {confirmed, plural, =0 {none confirmed} other {# confirmed}}',
  'digest.promises.value.old':
    '{open} open, the oldest for {weeks, plural, =0 {less than a week} one {1 week} other {# weeks}}; {confirmed, plural, =0 {none confirmed} other {# confirmed}}',
  'digest.promises.target': 'none open for over 4 weeks',
  'digest.promises.explained':
    '{reply, plural, =0 {None waits} one {One waits} other {# wait}} for a reply. {rep, plural, =0 {None waits} one {One waits} other {# wait}} for a rep to confirm.',
  'digest.advice.promises.reply-to-the-oldest':
    'reply to the oldest promise before the next meeting, with “we did” or “we cannot, because”.',
  'digest.advice.promises.ask-a-rep': 'a rep can open the list and say “done” or “not yet”.',
  'digest.advice.promises.ask-for-more': 'ask at the next meeting what should change.',
  'digest.advice.promises.tell-the-circle': 'say at the next meeting how far each promise has come.',

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
  'digest.advice.ladder.talk-about-the-gap': 'let the voice with the lower score speak first about why.',
  'digest.advice.ladder.pick-one-step': 'agree on one thing that would take you one rung up.',

  'digest.charts': 'Pictures',
  'digest.chart.trust.title': 'Trust that something will change',
  'digest.chart.trust.axis': 'Average from 1 to 5',
  'digest.chart.trust.sentence':
    'From {first} to {last}. Latest: {latest}. A gap means that nothing was shown.',
  'digest.chart.week': 'Week of',
  'digest.chart.chairing.title': 'Who chaired, in 12 weeks',
  'digest.chart.chairing.axis': 'Share of meetings, in per cent',
  'digest.chart.chairing.sentence': 'Share of the meetings chaired, and the share aimed for: {voices}.',
  'digest.chart.chairing.voice': '{name} {share}, aim {target}',
  'digest.chart.voice': 'Voice',
  'digest.chart.share': 'Chaired',
  'digest.chart.target': 'Aim',

  'digest.results': 'Other answers',
  'digest.result.answer': 'Answer',
  'digest.result.agree': 'Agree (4 or 5)',
  'digest.result.disagree': 'Disagree (1 or 2)',

  'digest.result.upper': 'Above the middle',
  'digest.result.lower': 'Below the middle',
  'digest.result.yes': 'Yes',
  'digest.result.no': 'No',

  'digest.comments': 'In people’s own words',
  'digest.comments.mixed':
    'In mixed order, from all voices together. Please do not try to guess who wrote what.',

  'digest.promises': 'You said, we did',
  'digest.promises.raised': 'New this week',
  'digest.promises.open': 'Still open',
  'digest.promises.confirmed': 'Confirmed this week',
  'digest.promises.none': 'No promise is open. Anybody can raise one, with or without a name.',
  'digest.promise.by': '“{words}” ({name}).',
  'digest.promise.unnamed': '“{words}” (no name given).',
  'digest.promise.open': '{promise} Open for {age}. {state}.',
  'digest.promise.reply.we-did': '{promise} We did: “{reply}”',
  'digest.promise.reply.we-cannot': '{promise} We cannot, because: “{reply}”',

  'digest.said': 'Somebody said',
  'digest.said.mixed': 'Said without a name, in mixed order. Please do not try to guess who wrote what.',

  'digest.chairs': 'Who chairs next',
  'digest.chairs.handed-over.absent':
    'Nobody from {name} could take the next meeting. Its share went to the others this time.',
  'digest.chairs.handed-over.capped':
    'The people from {name} have reached their limit of turns. Its share went to the others this time.',

  'digest.hidden': 'What is not shown, and why',
  'digest.hidden.none': 'Nothing is held back this week.',
  'digest.hidden.split':
    'Scores by voice are not shown for {questions}. They need {from} answers from every voice. So one score stands for everybody.',
  'digest.hidden.scores': 'Scores are not shown for {questions}. They need {from} answers.',
  'digest.hidden.follow-up':
    'The answers to {questions} are not shown. They need {from} people who were asked, and {from} who were not.',
  'digest.hidden.comments': 'What people wrote under {questions} is not shown. It needs {from} comments.',
  'digest.hidden.one-voice':
    'The answers to {questions} are not shown. Only one voice was asked, and no voice stands alone.',
  'digest.hidden.participation': 'How many took part is not shown. Too few people were asked.',
  'digest.hidden.cancelled': '“{title}” was cancelled. Its answers were deleted and nobody saw them.',
  'digest.quoted': '“{question}”',
} as const;
