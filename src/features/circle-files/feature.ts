import { feature } from '../feature.ts';

/** A circle as a file: written out, edited, planned against what stands, and applied. Only the command line asks for it. */
export const circleFiles = feature({ name: 'circle-files' });
