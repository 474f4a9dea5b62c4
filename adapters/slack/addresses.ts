import type { Identity } from '../../src/core/circle.ts';

/** A person or channel and the workspace we meet them in. */
export interface Address {
  /** `T…` */
  readonly team: string;
  /** `U…` or `W…` for a person, `C…`, `G…` or `D…` for a channel. */
  readonly id: string;
}

const SHAPE = /^(T[A-Z0-9]{1,30})\/([UWCGD][A-Z0-9]{1,30})$/;

/** Reads `T…/U…` or `T…/C…`; null for anything else. */
export function readAddress(externalId: string): Address | null {
  const [, team, id] = SHAPE.exec(externalId) ?? [];
  return team === undefined || id === undefined ? null : { team, id };
}

export function identityOf({ team, id }: Address): Identity {
  return { platform: 'slack', externalId: `${team}/${id}` };
}
