import type { Tables } from '../ports/store.ts';
import type { Database } from './database.ts';
import { storeError } from './errors.ts';
import { agenda } from './tables/agenda.ts';
import { attendanceTable } from './tables/attendances.ts';
import { buddyTable } from './tables/buddies.ts';
import { choosingTable } from './tables/choosings.ts';
import { circleTable } from './tables/circles.ts';
import { conversationTable } from './tables/conversations.ts';
import { deliveryTable } from './tables/deliveries.ts';
import { digestTable } from './tables/digests.ts';
import { erasingTable } from './tables/erasing.ts';
import { failureTable } from './tables/failures.ts';
import { installationTable } from './tables/installations.ts';
import { joiningTable } from './tables/joinings.ts';
import { ledgerTable } from './tables/ledger.ts';
import { linkTable } from './tables/links.ts';
import { meetingTable } from './tables/meetings.ts';
import { memberTable } from './tables/members.ts';
import { personTable } from './tables/people.ts';
import { poolTable } from './tables/pools.ts';
import { promiseTable } from './tables/promises.ts';
import { actTable, proposalTable } from './tables/proposals.ts';
import { pulseTable } from './tables/pulses.ts';
import { questionLevelTable } from './tables/question-levels.ts';
import { roundTable } from './tables/rounds.ts';
import { sendingLaneTable } from './tables/sending-lanes.ts';
import { unnamedWordsTable } from './tables/unnamed-words.ts';
import { invitationTable, sessionTable } from './tables/ways-in.ts';

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
