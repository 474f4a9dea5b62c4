/** What was shown over the last year. */
export const trends = {
  'trends.link': 'How things went over the year',
  'trends.summary': 'How things went in {circle} over the last year.',
  'trends.heading': 'Over the last year',
  'trends.lead': 'All that is shown here was in a digest before. Managers see the same as everybody.',
  'trends.none': 'Nothing can be shown over time yet. It takes two rounds of the same question.',
  'trends.latest': 'First and latest',
  'trends.question': 'Question',
  'trends.group': 'Who',
  'trends.first': 'First',
  'trends.last': 'Latest',
  'trends.day': 'Closed on',
  'trends.axis': 'Average from 1 to {to}',
  'trends.sentence': '{first} to {last}. Latest: {latest}.',
  'trends.gaps':
    '“Not shown” means that too few people answered. “Or higher” and “or lower” hide the exact value.',
} as const;
