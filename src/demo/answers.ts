/** What one person says in one week: "I could say what I think" and "I believe something will change", 1 to 5. */
export type Said = readonly [voice: number, trust: number];

/** null: did not answer that week. The people are those of examples/northfield.yaml; the trend is invented. */
export const ANSWERS: Readonly<Record<string, readonly (Said | null)[]>> = {
  'Amina Khan': [
    [4, 3],
    [4, 3],
    [4, 3],
    [4, 4],
    [5, 4],
    [5, 5],
  ],
  'Bex Turner': [[3, 2], [4, 3], null, [4, 3], [4, 4], [4, 4]],
  'Chidi Okafor': [
    [4, 3],
    [4, 4],
    [5, 4],
    [4, 4],
    [5, 4],
    [5, 4],
  ],
  'Dilys Pugh': [[3, 3], null, null, [4, 3], [4, 4], [4, 4]],
  'Ewan Grant': [[4, 2], [3, 3], null, [4, 4], null, [4, 4]],
  'Farah Siddiqui': [null, null, null, [3, 3], [4, 3], [4, 4]],
  'Gwen Abara': [
    [3, 2],
    [3, 2],
    [3, 3],
    [3, 3],
    [4, 4],
    [4, 4],
  ],
  'Hasan Ali': [[2, 1], [3, 2], null, [3, 3], [3, 3], [4, 4]],
  'Ines Costa': [null, [2, 2], null, [2, 2], [3, 3], [3, 3]],
  'Joe Brady': [
    [2, 2],
    [3, 2],
    [3, 2],
    [3, 3],
    [4, 3],
    [4, 4],
  ],
  'Kasia Nowak': [null, null, null, [3, 3], [3, 3], [4, 3]],
  'Leroy James': [null, null, null, null, [3, 3], [3, 4]],
};
