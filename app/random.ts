/** Anything indexed that can be shuffled in place: arrays and typed arrays alike. */
interface MutableList<T> {
  readonly length: number;
  [index: number]: T;
}

/** A seeded source of random numbers: the same seed gives the same sequence on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal: mean 0, variance 1. */
  normal(): number;
  /** Uniform integer in [0, n). */
  integer(n: number): number;
  /** Fisher-Yates, in place; every order is equally likely. */
  shuffle<T>(list: MutableList<T>): void;
}

/**
 * The mulberry32 generator (Tommy Ettinger, 2017, public domain): 32 bits of state, which is
 * ample for simulation and for shuffling training data, and nothing to do with secrets.
 * Only the low 32 bits of the seed count.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function uniform(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** Box-Muller without the second value, so that the state stays one 32-bit number. */
  function normal(): number {
    return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  }

  function integer(n: number): number {
    return Math.floor(uniform() * n);
  }

  function shuffle<T>(list: MutableList<T>): void {
    for (let last = list.length - 1; last > 0; last -= 1) {
      const other = integer(last + 1);
      const kept = list[last] as T;
      list[last] = list[other] as T;
      list[other] = kept;
    }
  }

  return { uniform, normal, integer, shuffle };
}
