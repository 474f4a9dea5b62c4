import { feature } from '../feature.ts';

/** Whose turn it is to chair, and why: the mathematics alone, which turns stand on. */
export const rota = feature({
  name: 'rota',
});
