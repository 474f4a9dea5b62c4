type All<Parts extends readonly object[]> = Parts extends readonly [
  infer First,
  ...infer Rest extends readonly object[],
]
  ? First & All<Rest>
  : unknown;

/**
 * Puts together what features declare under names of ours. What nobody declares is missing in the type; throws where two
 * declare the same name, so that nothing starts: one of them would never be asked.
 */
export function together<Parts extends readonly object[]>(what: string, ...parts: Parts): All<Parts> {
  const whole: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [name, declared] of Object.entries(part)) {
      if (Object.hasOwn(whole, name)) throw new Error(`Two features declare the ${what} "${name}".`);
      whole[name] = declared;
    }
  }
  return whole as All<Parts>;
}
