/** The file of a circle with so many staff and as many reps, all of them on the web pages. */
export function circleOf(each: number, pulse = ''): string {
  const people = (voice: string) =>
    Array.from(
      { length: each },
      (_, index) =>
        `  - { name: Person ${index + 1} of ${voice}, voice: ${voice}, web: yes, steward: ${index === 0} }`,
    );
  return `organisation: Northfield Community Trust
circle: A circle of ${each * 2}
timezone: Europe/London
voices: [{ id: staff, name: Staff }, { id: reps, name: Service-user reps }]
members:
${[...people('staff'), ...people('reps')].join('\n')}
pulse:
  pack: having-a-voice
  every: week
  on: Tuesday 10:00
  open-for: 48 hours
${pulse}`;
}
