import type {
  Contender,
  Figure,
  ProtocolResult,
  TestResult,
} from '../../../app/contract/protocol-result.ts';
import type { Outcome, TestSet } from '../../../app/learning/test-summary.ts';

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
