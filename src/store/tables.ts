import { agenda } from '../core/tables/agenda.ts';
import { circleTable } from '../core/tables/circles.ts';
import { conversationTable } from '../core/tables/conversations.ts';
import { deliveryTable } from '../core/tables/deliveries.ts';
import { erasingTable } from '../core/tables/erasing.ts';
import { failureTable } from '../core/tables/failures.ts';
import { installationTable } from '../core/tables/installations.ts';
import { linkTable } from '../core/tables/links.ts';
import { memberTable } from '../core/tables/members.ts';
import { personTable } from '../core/tables/people.ts';
import { sendingLaneTable } from '../core/tables/sending-lanes.ts';
import { attendanceTable } from '../features/attendance/tables.ts';
import { buddyTable } from '../features/buddies/tables.ts';
import { digestTable } from '../features/digests/tables.ts';
import { choosingTable } from '../features/governance/tables/choosings.ts';
import { actTable, proposalTable } from '../features/governance/tables/proposals.ts';
import { joiningTable } from '../features/membership/tables.ts';
import { promiseTable } from '../features/promises/tables.ts';
import { ledgerTable } from '../features/release/tables/ledger.ts';
import { poolTable } from '../features/release/tables/pools.ts';
import { pulseTable } from '../features/release/tables/pulses.ts';
import { questionLevelTable } from '../features/release/tables/question-levels.ts';
import { roundTable } from '../features/release/tables/rounds.ts';
import { meetingTable } from '../features/turns/tables.ts';
import { unnamedWordsTable } from '../features/unnamed-words/tables.ts';
import { invitationTable, sessionTable } from '../features/ways-in/tables.ts';
import type { Tables } from '../ports/store.ts';
import type { Database } from './database.ts';
import { storeError } from './errors.ts';

/** Throws where this operation may not run now. */
export type Admit = (operation: string) => void;

/** All tables over one database or connection; `admit` is asked before every operation. */
export function tablesOn(database: Database, admit: Admit): Tables {
  return {
    agenda: guarded('agenda', agenda(database), admit),
    circles: guarded('circles', circleTable(database), admit),
    members: guarded('members', memberTable(database), admit),
    people: guarded('people', personTable(database), admit),
    pulses: guarded('pulses', pulseTable(database), admit),
    rounds: guarded('rounds', roundTable(database), admit),
    questionLevels: guarded('questionLevels', questionLevelTable(database), admit),
    ledger: guarded('ledger', ledgerTable(database), admit),
    pools: guarded('pools', poolTable(database), admit),
    meetings: guarded('meetings', meetingTable(database), admit),
    promises: guarded('promises', promiseTable(database), admit),
    unnamedWords: guarded('unnamedWords', unnamedWordsTable(database), admit),
    joinings: guarded('joinings', joiningTable(database), admit),
    buddies: guarded('buddies', buddyTable(database), admit),
    attendances: guarded('attendances', attendanceTable(database), admit),
    links: guarded('links', linkTable(database), admit),
    invitations: guarded('invitations', invitationTable(database), admit),
    sessions: guarded('sessions', sessionTable(database), admit),
    digests: guarded('digests', digestTable(database), admit),
    deliveries: guarded('deliveries', deliveryTable(database), admit),
    choosings: guarded('choosings', choosingTable(database), admit),
    proposals: guarded('proposals', proposalTable(database), admit),
    acts: guarded('acts', actTable(database), admit),
    erasing: guarded('erasing', erasingTable(database), admit),
    failures: guarded('failures', failureTable(database), admit),
    installations: guarded('installations', installationTable(database), admit),
    conversations: guarded('conversations', conversationTable(database), admit),
    sendingLanes: guarded('sendingLanes', sendingLaneTable(database), admit),
  };
}

/** The same functions, each asking `admit` first, and each failing with nothing but a StoreError. */
export function guarded<T extends object>(noun: string, functions: T, admit: Admit): T {
  const entries = Object.entries(functions).map(([verb, run]: [string, (...input: unknown[]) => unknown]) => {
    const operation = `${noun}.${verb}`;
    const guard = async (...input: unknown[]): Promise<unknown> => {
      admit(operation);
      try {
        return await run(...input);
      } catch (error) {
        throw storeError(operation, error);
      }
    };
    return [verb, guard];
  });
  return Object.fromEntries(entries);
}
