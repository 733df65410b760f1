/** A tensor of a traced network. Computed ones have a shape only; the others have their numbers. */
export interface TracedValue {
  /** A first length that is a multiple of `BATCH` stands for any number of beats. */
  readonly shape: readonly number[];
  readonly constant: Constant | null;
}

interface Constant {
  /** The name of the weight, or one made up. */
  readonly name: string;
  /** As it is stored; a value may have it in another shape. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** One operation, by the name of the TensorFlow.js kernel that it stands for. */
export interface TracedCall {
  readonly kernel: string;
  readonly inputs: readonly TracedValue[];
  readonly attributes: CallAttributes;
  readonly output: TracedValue;
}

export type CallAttributes = Readonly<Record<string, number | boolean | readonly number[]>>;

/** What a network does with its beats, operation by operation, in an order that can be computed. */
export interface Trace {
  /** Batch x numbers a beat. */
  readonly input: TracedValue;
  readonly calls: readonly TracedCall[];
  /** Batch x classes: probabilities. */
  readonly output: TracedValue;
}

/** Beats in the traced batch: a prime that no length within a beat is a multiple of. */
export const BATCH = 65_537;

/** Lengths for a reshape or a slice: -1 where the number of beats is in one. */
export function openLengths(lengths: readonly number[]): number[] {
  return lengths.map((length) => (length > 0 && length % BATCH === 0 ? -1 : length));
}
