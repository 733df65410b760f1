import type { Reading } from '../../app/domain/reading.ts';

interface Known<Value> {
  readonly basis: readonly unknown[];
  readonly value: Value;
}

/** What was computed last of each reading in memory; it goes with the reading. */
export class ReadingMemory<Value> {
  readonly #known = new WeakMap<Reading, Known<Value>>();

  /** `basis`: all that the value rests on and that changes without `forget`, compared one by one. */
  recall(reading: Reading, basis: readonly unknown[], compute: () => Value): Value {
    const known = this.#known.get(reading);
    if (known?.basis.every((part, index) => part === basis[index]) === true) return known.value;
    const value = compute();
    this.#known.set(reading, { basis, value });
    return value;
  }

  /** Without asking whether it still holds; null: nothing was computed. */
  known(reading: Reading): Value | null {
    return this.#known.get(reading)?.value ?? null;
  }

  forget(reading: Reading): void {
    this.#known.delete(reading);
  }
}
