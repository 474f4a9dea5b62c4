import { feature } from '../feature.ts';
import { circleHandlers } from './actions/circle.ts';
import { setUpHandlers } from './actions/set-up.ts';
import { settingsHandlers } from './actions/settings.ts';
import { circleChanges } from './changes.ts';

/** A circle as a whole: set up in a form or from a file, its settings, what became of it. */
export const circles = feature({
  name: 'circles',
  actions: { ...circleHandlers, ...settingsHandlers, ...setUpHandlers },
  changes: circleChanges,
});
