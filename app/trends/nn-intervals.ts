import { beatClassIndex } from '../domain/beat-class.ts';
import { intervalBeforeMs, type TrendBeats } from './trend-beats.ts';

/** Outside these an interval between two N beats holds a missed or a false beat. */
const SHORTEST_NN_MS = 300;
const LONGEST_NN_MS = 2000;
/** The filter of the HRV toolkit of PhysioNet (Mietus and Goldberger): its `-f "0.2 20"`. */
const FILTER_SHARE = 0.2;
const FILTER_NEIGHBOURS = 20;

/** How NN intervals are made; printed wherever one of their statistics is. */
export const NN_DEFINITION =
  'NN interval: between two consecutive N beats in analysed time, ' +
  `${SHORTEST_NN_MS} to ${LONGEST_NN_MS} ms, and within ${100 * FILTER_SHARE} % of the mean of the ` +
  `${FILTER_NEIGHBOURS} NN intervals before and after it (filter of the PhysioNet HRV toolkit). ` +
  'Intervals next to S, V, F and Q beats and those that fail are left out; nothing is interpolated.';

/** Normal-to-normal intervals in order, and what was left out on the way to them. */
export interface NnIntervals {
  readonly count: number;
  /** Index of the beat that ends the interval. */
  readonly beat: Uint32Array;
  readonly endS: Float64Array;
  readonly ms: Float64Array;
  /** 1 where the interval begins with the beat that ended the one before it in this list. */
  readonly follows: Uint8Array;
  readonly leftOut: NnLeftOut;
}

/** RR intervals of analysed time that are no NN intervals, by the first reason that holds. */
export interface NnLeftOut {
  /** Begins or ends with a beat that is not N. */
  readonly besideEctopic: number;
  readonly outOfLimits: number;
  readonly filtered: number;
}

export function nnIntervals(beats: TrendBeats): NnIntervals {
  const { sample, beatClass, gaps } = beats;
  const normal = beatClassIndex('N');
  const candidateBeat = new Uint32Array(sample.length);
  const candidateMs = new Float64Array(sample.length);
  let besideEctopic = 0;
  let outOfLimits = 0;
  let candidates = 0;
  for (let beat = 1; beat < sample.length; beat += 1) {
    if (gaps[beat] === 1) continue;
    if (beatClass[beat] !== normal || beatClass[beat - 1] !== normal) {
      besideEctopic += 1;
      continue;
    }
    const ms = intervalBeforeMs(beats, beat);
    if (ms < SHORTEST_NN_MS || ms > LONGEST_NN_MS) {
      outOfLimits += 1;
      continue;
    }
    candidateBeat[candidates] = beat;
    candidateMs[candidates++] = ms;
  }
  const { count, ...columns } = withoutOutliers(
    beats,
    candidateBeat.subarray(0, candidates),
    candidateMs.subarray(0, candidates),
  );
  return {
    count,
    ...columns,
    leftOut: { besideEctopic, outOfLimits, filtered: candidates - count },
  };
}

/** The intervals that are near the mean of their neighbours; there are fewer of these at the ends. */
function withoutOutliers(
  { sample, sampleRateHz }: TrendBeats,
  beat: Uint32Array,
  ms: Float64Array,
): Omit<NnIntervals, 'leftOut'> {
  const kept = {
    beat: new Uint32Array(ms.length),
    endS: new Float64Array(ms.length),
    ms: new Float64Array(ms.length),
    follows: new Uint8Array(ms.length),
  };
  let count = 0;
  let sum = 0;
  let first = 0;
  let end = 0;
  for (let index = 0; index < ms.length; index += 1) {
    for (; end < ms.length && end <= index + FILTER_NEIGHBOURS; end += 1) sum += ms[end] ?? 0;
    for (; first < index - FILTER_NEIGHBOURS; first += 1) sum -= ms[first] ?? 0;
    const own = ms[index] ?? 0;
    const mean = (sum - own) / (end - first - 1);
    // Of an interval without neighbours the mean is no number, and nothing speaks against it.
    if (Math.abs(own - mean) > FILTER_SHARE * mean) continue;
    const endsWith = beat[index] ?? 0;
    kept.beat[count] = endsWith;
    kept.endS[count] = (sample[endsWith] ?? 0) / sampleRateHz;
    kept.ms[count] = own;
    kept.follows[count] = count > 0 && kept.beat[count - 1] === endsWith - 1 ? 1 : 0;
    count += 1;
  }
  return {
    count,
    beat: kept.beat.subarray(0, count),
    endS: kept.endS.subarray(0, count),
    ms: kept.ms.subarray(0, count),
    follows: kept.follows.subarray(0, count),
  };
}
