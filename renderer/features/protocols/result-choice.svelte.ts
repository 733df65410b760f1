import type { ProtocolResult } from '../../../app/contract/protocol-result.ts';
import { testsOf, type TestedContender } from './tested-contenders.ts';

/** Where a reader is in a result; kept while a beat of it is looked at in another view. */
export class ResultPlace {
  contenderId = $state<string | null>(null);
  testId = $state<string | null>(null);
  /** The cell of the confusion matrix whose beats are listed, from the one at a position on. */
  cell = $state.raw<{ readonly reference: string; readonly predicted: string } | null>(null);
  from = $state(0);
}

/** Which contender and test of a result are looked at; the first network's first test at the start. */
export class ResultChoice {
  readonly #result: () => ProtocolResult;
  readonly #place: ResultPlace;

  readonly tests = $derived.by(() => testsOf(this.#result()));
  readonly shown: TestedContender | null = $derived.by(() => {
    const all = this.tests.flatMap(({ rows }) => rows);
    const chosen = all.find(
      ({ contender, test }) =>
        contender.id === this.#place.contenderId && test.id === this.#place.testId,
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

  constructor(result: () => ProtocolResult, place = new ResultPlace()) {
    this.#result = result;
    this.#place = place;
  }

  show({ contender, test }: TestedContender): void {
    this.#place.contenderId = contender.id;
    this.#place.testId = test.id;
  }
}
