/** How a person calls the program from a checkout: hints are there to be copied, and nothing puts `roundtable` on the path. */
export const PROGRAM = 'npm run roundtable --';
