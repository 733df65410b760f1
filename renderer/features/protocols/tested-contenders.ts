import type {
  Contender,
  ProtocolResult,
  TestResult,
} from '../../../app/contract/protocol-result.ts';

/** A contender on one of its tests: what the tables and diagrams of a result show. */
export interface TestedContender {
  readonly contender: Contender;
  readonly test: TestResult;
}

/** Tests of a result in the order in which they first appear, each with all who took it. */
export function testsOf({ contenders }: ProtocolResult): { id: string; rows: TestedContender[] }[] {
  const tests = new Map<string, TestedContender[]>();
  for (const contender of contenders) {
    for (const test of contender.tests) {
      tests.set(test.id, [...(tests.get(test.id) ?? []), { contender, test }]);
    }
  }
  return Array.from(tests, ([id, rows]) => ({ id, rows }));
}
