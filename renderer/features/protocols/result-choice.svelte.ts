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

/** Which contender and test of a result are looked at; the first network's first test at the start. */
export class ResultChoice {
  readonly #result: () => ProtocolResult;
  #contenderId = $state<string | null>(null);
  #testId = $state<string | null>(null);

  readonly tests = $derived.by(() => testsOf(this.#result()));
  readonly shown: TestedContender | null = $derived.by(() => {
    const all = this.tests.flatMap(({ rows }) => rows);
    const chosen = all.find(
      ({ contender, test }) => contender.id === this.#contenderId && test.id === this.#testId,
    );
    return chosen ?? all.find(({ contender }) => !contender.control) ?? all[0] ?? null;
  });
  /** The controls on the same test. */
  readonly controls: readonly TestedContender[] = $derived.by(() => {
    const { shown } = this;
    const rows = this.tests.find(({ id }) => id === shown?.test.id)?.rows ?? [];
    return rows.filter(
      ({ contender }) => contender.control && contender.id !== shown?.contender.id,
    );
  });

  constructor(result: () => ProtocolResult) {
    this.#result = result;
  }

  show({ contender, test }: TestedContender): void {
    this.#contenderId = contender.id;
    this.#testId = test.id;
  }
}
