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

/** Further figures that stand for all others where nothing is called right or wrong, as beats only found. */
export function figuresInstead(tests: readonly { rows: readonly TestedContender[] }[]): string[] {
  const all = tests.flatMap(({ rows }) => rows.map(({ test }) => test));
  if (all.some(({ accuracy }) => accuracy.value !== null)) return [];
  return [...new Set(all.flatMap(({ further }) => Object.keys(further)))];
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
