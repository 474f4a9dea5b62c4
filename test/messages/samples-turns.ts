import type { DrawnTurn, PersonReasons, VoiceReasons } from '../../src/features/rota/rules/turn.ts';

/** One turn for each reason that a draw can record. */
export function drawnTurns(): DrawnTurn[] {
  const voice: VoiceReasons = {
    k: 2,
    threshold: 0.5,
    bound: 0.5,
    newCount: false,
    standings: [],
    handedOver: [],
    decidedBy: 'earliest-deadline',
  };
  const person: PersonReasons = {
    chairing: 5,
    available: 4,
    credit: 1,
    nextCredit: 0.5,
    tied: 1,
    tieBreak: 'no-tie',
    meetingsSince: 7,
  };
  const turn: DrawnTurn = {
    ordinal: 3,
    quarter: '2026-Q4',
    chair: 'gwen',
    voice: 'reps',
    drawn: 'gwen',
    coChair: null,
    shadow: null,
    term: { chair: 'gwen', voice: 'reps', meeting: 1, of: 1 },
    basis: { signature: '', shares: {}, available: {} },
    reasons: { kind: 'drawn', voice, person },
  };
  const deciders = [
    'only-voice',
    'only-voice-available',
    'earliest-deadline',
    'longest-since',
    'seeded-order',
  ] as const;
  const share = { from: 'staff', share: 0.5, to: { reps: 0.5 } };
  const handedOver = [
    { ...share, why: 'absent' as const },
    { ...share, why: 'capped' as const },
  ];
  const drawn = (reasons: { voice?: VoiceReasons; person?: PersonReasons }): DrawnTurn => ({
    ...turn,
    reasons: { kind: 'drawn', voice, person, ...reasons },
  });
  return [
    ...deciders.map((decidedBy) => drawn({ voice: { ...voice, decidedBy } })),
    drawn({ voice: { ...voice, k: 1, decidedBy: 'only-voice' } }),
    drawn({ voice: { ...voice, newCount: true, handedOver } }),
    drawn({ person: { ...person, tieBreak: 'longest-since' } }),
    drawn({ person: { ...person, tieBreak: 'seeded-order', meetingsSince: null } }),
    drawn({ person: { ...person, available: 1, meetingsSince: 1 } }),
    ...[-1, 0, 0.5, 1, 1.5].map((credit) => drawn({ person: { ...person, credit } })),
    { ...turn, reasons: { kind: 'found' } },
    { ...turn, term: { ...turn.term, of: 3, meeting: 2 }, reasons: { kind: 'term' } },
    { ...turn, reasons: { kind: 'stand-in', voice: null, person } },
    { ...turn, reasons: { kind: 'stand-in', voice, person } },
    { ...turn, drawn: 'hasan' },
  ];
}
