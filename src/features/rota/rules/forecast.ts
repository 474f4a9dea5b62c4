import { type DrawRefusal, drawTurn } from './draw.ts';
import { settleTurn } from './settle-turn.ts';
import type { Situation } from './situation.ts';
import type { RotaState } from './state.ts';
import type { DrawnTurn } from './turn.ts';

/** What would be drawn if everything before it went as drawn. It binds nobody, and is always labelled so. */
export type Forecast =
  | { readonly label: 'forecast'; readonly turn: DrawnTurn }
  | { readonly label: 'forecast'; readonly turn: null; readonly because: DrawRefusal };

/**
 * One forecast for each situation, in order of time (the product shows two): `drawn`, the turns that stand but are not
 * settled yet, and then each forecast are settled as if held by whom they name. A meeting for which nobody can be drawn
 * is passed over. A co-chair is taken to have accepted.
 */
export function forecast(
  state: RotaState,
  drawn: readonly DrawnTurn[],
  situations: readonly Situation[],
): readonly Forecast[] {
  // A meeting that was moved may come after one that was drawn later.
  const inOrder = drawn.toSorted((one, other) => one.ordinal - other.ordinal);
  let supposed = inOrder.reduce(asIfHeld, state);
  return situations.map((situation) => {
    const result = drawTurn(supposed, situation);
    if (!result.ok) return { label: 'forecast', turn: null, because: result.code };
    supposed = asIfHeld(supposed, result.value);
    return { label: 'forecast', turn: result.value };
  });
}

function asIfHeld(state: RotaState, turn: DrawnTurn): RotaState {
  const settled = settleTurn(state, {
    turn,
    chairedBy: { member: turn.chair, voice: turn.voice },
    coChairedBy: turn.coChair,
    quarter: turn.quarter,
  });
  return settled.ok ? settled.value : state;
}
