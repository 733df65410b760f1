import type {
  Contender,
  Figure,
  ProtocolResult,
  TestResult,
} from '../../../app/contract/protocol-result.ts';
import { takeFromOutcome, takeFromTest, type Outcome, type TestSet } from '../../../app/learning/test-summary.ts'; // prettier-ignore

/** A test of a protocol: on which beats (or records), under which name. */
export interface ProtocolTest {
  readonly id: string;
  readonly title: string;
  readonly unit: TestResult['unit'];
  readonly set: TestSet;
  /** When each beat is, in seconds; null for records and for beats of unknown origin. */
  readonly timeS: Float32Array | null;
  readonly notes: readonly string[];
}

/** What a contender made of a test, one outcome of each seed. */
export interface Answer {
  readonly test: ProtocolTest;
  readonly outcomes: readonly Outcome[];
  readonly further?: Record<string, Figure>;
}

/** What a protocol itself contributes to its result. */
export interface ProtocolFindings {
  readonly title: string;
  readonly description: string;
  readonly data: ProtocolResult['data'];
  readonly counts: ProtocolResult['counts'];
  readonly contenders: Contender[];
  readonly findings: string[];
}

/** A part of a test's beats, as a test of its own. */
export interface PartOfTest {
  readonly test: ProtocolTest;
  /** Positions of its beats in the whole. */
  readonly positions: Uint32Array;
}

/** A test without one of its records; null where it has no such record. */
export function withoutRecord(
  test: ProtocolTest,
  record: string,
  notes: readonly string[] = [],
): PartOfTest | null {
  const left = test.set.records.indexOf(record);
  if (left === -1) return null;
  const { recordOf } = test.set;
  const positions = Uint32Array.from(recordOf.keys()).filter((beat) => recordOf[beat] !== left);
  const { timeS } = test;
  return {
    positions,
    test: {
      ...test,
      id: `${test.id}-without-${record}`,
      title: `${test.title}, without record ${record}`,
      set: takeFromTest(test.set, positions),
      timeS: timeS && Float32Array.from(positions, (beat) => timeS[beat] as number),
      notes: [...test.notes, ...notes],
    },
  };
}

/** Outcomes of a part of the beats; null stands for all. */
export function outcomesAt(
  outcomes: readonly Outcome[],
  positions: Uint32Array | null,
): readonly Outcome[] {
  return positions === null
    ? outcomes
    : outcomes.map((outcome) => takeFromOutcome(outcome, positions));
}
