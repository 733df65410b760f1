import { createRandom, type Random } from '../random.ts';

/** Independent sources of chance, so that a change to one part of the demo leaves the others alone. */
const STREAMS = ['course', 'plan', 'beats', 'artefacts', 'noise'] as const;

export function randomStream(seed: number, stream: (typeof STREAMS)[number], index = 0): Random {
  const place = 1 + STREAMS.indexOf(stream) + STREAMS.length * index;
  return createRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(place, 0x85ebca6b));
}

/** A first-order process of unit variance, one value a call (a second in this folder). */
export function createDrift(timeConstant: number, random: Random): () => number {
  const keep = Math.exp(-1 / timeConstant);
  const renew = Math.sqrt(1 - keep * keep);
  let value = random.normal();
  return () => {
    value = keep * value + renew * random.normal();
    return value;
  };
}

/** Uniform in [low, high). */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}
