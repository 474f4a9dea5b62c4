/** Does work that is about the same thing one after the other, in the order in which it was asked for. */
export type InTurn = (about: string, work: () => Promise<void>) => Promise<void>;

/** Failures reach whoever asked, and hold up nobody behind them. */
export function createInTurn(): InTurn {
  const queues = new Map<string, Promise<void>>();
  return (about, work) => {
    const turn = (queues.get(about) ?? Promise.resolve()).then(work, work);
    const leave = () => {
      if (queues.get(about) === turn) queues.delete(about);
    };
    queues.set(about, turn);
    turn.then(leave, leave);
    return turn;
  };
}
