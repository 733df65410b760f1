import { INVALID_SAMPLE } from '../domain/recording.ts';

/**
 * Min/max pyramid of one lead: level 0 has one (min, max) pair per 16 samples, each further level
 * one per 4 pairs of the level below, down to a single pair. It is stored as int16 pairs, level
 * after level, so drawing any stretch at any zoom reads a few pairs per pixel and no extreme,
 * in particular no R peak, is ever lost. INVALID_SAMPLE takes no part in extremes; a pair of two
 * INVALID_SAMPLE stands for a stretch without any valid sample.
 */
export const PYRAMID_BASE = 16;
const PYRAMID_STEP = 4;

export interface PyramidLevel {
  readonly samplesPerPoint: number;
  readonly pointCount: number;
  /** Index of the level's first pair in the stored pyramid. */
  readonly firstPoint: number;
}

/** The levels that a lead of `sampleCount` samples has, finest first. */
export function pyramidLevels(sampleCount: number): PyramidLevel[] {
  const levels: PyramidLevel[] = [];
  let samplesPerPoint = PYRAMID_BASE;
  let pointCount = Math.ceil(sampleCount / PYRAMID_BASE);
  let firstPoint = 0;
  while (pointCount > 0) {
    levels.push({ samplesPerPoint, pointCount, firstPoint });
    if (pointCount === 1) break;
    firstPoint += pointCount;
    samplesPerPoint *= PYRAMID_STEP;
    pointCount = Math.ceil(pointCount / PYRAMID_STEP);
  }
  return levels;
}

/**
 * The largest stored samples-per-point that still gives at least two points per column, or 1 when
 * only the samples themselves do.
 */
export function samplesPerPointFor(samplesPerColumn: number): number {
  let samplesPerPoint = PYRAMID_BASE;
  if (samplesPerColumn < 2 * PYRAMID_BASE) {
    // Between samples and level 0 one more step, reduced when it is asked for.
    return samplesPerColumn < 2 * PYRAMID_STEP ? 1 : PYRAMID_STEP;
  }
  while (2 * samplesPerPoint * PYRAMID_STEP <= samplesPerColumn) samplesPerPoint *= PYRAMID_STEP;
  return samplesPerPoint;
}

/** (min, max) pairs of samples, one per `samplesPerPoint`; the last may cover fewer. */
export function reduceSamples(samples: Int16Array, samplesPerPoint: number): Int16Array {
  const pairs = new Int16Array(2 * Math.ceil(samples.length / samplesPerPoint));
  for (let start = 0, at = 0; start < samples.length; start += samplesPerPoint, at += 2) {
    const end = Math.min(start + samplesPerPoint, samples.length);
    let min = 32767;
    // The smallest int16 is also the mark: a stretch without valid samples keeps it.
    let max = INVALID_SAMPLE;
    for (let index = start; index < end; index++) {
      const value = samples[index] ?? INVALID_SAMPLE;
      if (value > max) max = value;
      if (value < min && value !== INVALID_SAMPLE) min = value;
    }
    pairs[at] = max === INVALID_SAMPLE ? INVALID_SAMPLE : min;
    pairs[at + 1] = max;
  }
  return pairs;
}

export interface PyramidBuilder {
  /** Adds samples; returns the level-0 pairs that became complete, to be stored next. */
  push(samples: Int16Array): Int16Array;
  /** The rest of level 0 followed by all higher levels; concatenated, the whole pyramid. */
  finish(): Int16Array;
}

/**
 * Builds a pyramid from a stream. Only level 1 is held until the end, 1/16 of the samples' size.
 */
export function createPyramidBuilder(): PyramidBuilder {
  const wholeSamples = PYRAMID_BASE * PYRAMID_STEP;
  let partial = new Int16Array(0);
  let sampleCount = 0;
  const levelOne: Int16Array[] = [];

  return {
    push(samples) {
      sampleCount += samples.length;
      const joined = concatenate([partial, samples]);
      const whole = joined.length - (joined.length % wholeSamples);
      partial = joined.slice(whole);
      const pairs = reduceSamples(joined.subarray(0, whole), PYRAMID_BASE);
      levelOne.push(reducePairs(pairs));
      return pairs;
    },
    finish() {
      const lastPairs = reduceSamples(partial, PYRAMID_BASE);
      levelOne.push(reducePairs(lastPairs));
      const levels = [lastPairs];
      let level = concatenate(levelOne);
      if (sampleCount > PYRAMID_BASE) levels.push(level);
      while (level.length > 2) {
        level = reducePairs(level);
        levels.push(level);
      }
      return concatenate(levels);
    },
  };
}

/** One pair per PYRAMID_STEP pairs; the last may cover fewer. */
function reducePairs(pairs: Int16Array): Int16Array<ArrayBuffer> {
  const step = 2 * PYRAMID_STEP;
  const reduced = new Int16Array(2 * Math.ceil(pairs.length / step));
  for (let start = 0, at = 0; start < pairs.length; start += step, at += 2) {
    const end = Math.min(start + step, pairs.length);
    let min = 32767;
    let max = INVALID_SAMPLE;
    for (let index = start; index < end; index += 2) {
      const low = pairs[index] ?? INVALID_SAMPLE;
      const high = pairs[index + 1] ?? INVALID_SAMPLE;
      if (high > max) max = high;
      if (low < min && low !== INVALID_SAMPLE) min = low;
    }
    reduced[at] = max === INVALID_SAMPLE ? INVALID_SAMPLE : min;
    reduced[at + 1] = max;
  }
  return reduced;
}

function concatenate(arrays: readonly Int16Array[]): Int16Array<ArrayBuffer> {
  const joined = new Int16Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    joined.set(array, at);
    at += array.length;
  }
  return joined;
}
