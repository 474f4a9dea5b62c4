import type { EarlierMember } from '../../core/account-links.ts';
import type { Identity, Member, MemberId, PersonId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { Person, Wishes } from '../../core/person.ts';

/** One row a person in an organisation: what they wish, and the accounts by which they come and are reached. */
export interface PersonTable {
  find(id: PersonId): Promise<Person | null>;
  /** Locks people until the transaction ends, always in the same order; nobody enters a circle as them meanwhile. */
  lock(ids: readonly PersonId[]): Promise<void>;
  /** Whose an account is in an organisation, in whatever circle they are or were. */
  behind(organisationId: string, account: Identity): Promise<PersonId | null>;
  /** Who somebody is and was in circles, in the order they were entered. */
  members(id: PersonId): Promise<readonly Member[]>;
  saveWishes(id: PersonId, wishes: Wishes): Promise<void>;
  /** Gives an account of nobody to a person; conflict where it is another's. `since`: null where it is theirs from the start. */
  addAccount(id: PersonId, account: Identity, since: Instant | null): Promise<void>;
  /** From now on the account is nobody's in this organisation. */
  removeAccount(organisationId: string, account: Identity): Promise<void>;
  /** Gives an account that is somebody's to another person, held or not. */
  moveAccount(to: PersonId, account: Identity, since: Instant | null): Promise<void>;
  /** Since when a person's members have been theirs; see `EarlierMember`. */
  membersSince(id: PersonId): Promise<readonly EarlierMember[]>;
  /** From now on the member is another person's. */
  moveMember(memberId: MemberId, to: PersonId, since: Instant | null): Promise<void>;
  /** One person is away whenever the other is, too. */
  copyAbsences(from: PersonId, to: PersonId): Promise<void>;
}
