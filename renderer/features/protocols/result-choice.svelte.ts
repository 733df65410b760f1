import type { ProtocolResult } from '../../../app/contract/protocol-result.ts';
import { testsOf, type TestedContender } from './tested-contenders.ts';

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
