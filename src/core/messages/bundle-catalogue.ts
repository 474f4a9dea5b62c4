/** Several letters in one message. */
export const bundle = {
  'bundle.heading': '{count} things for you',
  'bundle.also': 'And also',
  'bundle.page': 'See your page',
} as const;
