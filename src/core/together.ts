type All<Parts extends readonly object[]> = Parts extends readonly [
  infer First,
  ...infer Rest extends readonly object[],
]
  ? First & All<Rest>
  : unknown;

/**
 * Puts together what features declare under names of ours, `features[i]` the part `parts[i]`. What nobody declares is missing in
 * the type; throws where two declare the same name, so that nothing starts: one of them would never be asked. So it does where a
 * feature stands twice: what has no name, a sweep, would be done twice.
 */
export function together<Parts extends readonly object[]>(
  what: string,
  features: readonly string[],
  parts: Parts,
): All<Parts> {
  const twice = features.find((name, at) => features.indexOf(name) < at);
  if (twice !== undefined) {
    throw new Error(
      `The name "${twice}" stands twice among the features: src/features/${twice} is listed twice, or another folder took its name.`,
    );
  }
  const owners = new Map<string, string>();
  for (const [at, part] of parts.entries()) {
    const feature = features[at] ?? '';
    for (const name of Object.keys(part)) {
      const other = owners.get(name);
      if (other !== undefined)
        throw new Error(`Two features declare the ${what} "${name}": ${other} and ${feature}.`);
      owners.set(name, feature);
    }
  }
  return Object.assign({}, ...parts);
}
