import type { NnIntervals } from './nn-intervals.ts';
import { SEGMENT_S, type NnSegment } from './time-domain.ts';

/**
 * Power of NN intervals by Lomb's periodogram (Lomb 1976; Scargle 1982), which takes the intervals
 * where they are: no resampling that would damp the high frequencies, and no filling in of beats
 * that were left out (Clifford and Tarassenko, IEEE Trans Biomed Eng 2005; 52: 630-638).
 */

/** Bands of the Task Force (1996), Hz: from its lower edge up to the next one's. */
const VLF_FROM_HZ = 0.003;
const LF_FROM_HZ = 0.04;
const HF_FROM_HZ = 0.15;
const HF_TO_HZ = 0.4;

/** ms²; NaN without a segment. */
export interface BandPowers {
  readonly vlf: number;
  readonly lf: number;
  readonly hf: number;
}

/** Mean powers of the segments given: those that NN intervals cover well enough. */
export function bandPowers(intervals: NnIntervals, segments: readonly NnSegment[]): BandPowers {
  const sums = { vlf: 0, lf: 0, hf: 0 };
  for (const { first, end, coveredS } of segments) {
    const density = powerDensity(
      intervals.endS.subarray(first, end),
      intervals.ms.subarray(first, end),
      coveredS,
    );
    density.forEach((power, index) => {
      const hz = (index + 1) / SEGMENT_S;
      const band = hz < LF_FROM_HZ ? 'vlf' : hz < HF_FROM_HZ ? 'lf' : 'hf';
      if (hz >= VLF_FROM_HZ) sums[band] += power / SEGMENT_S;
    });
  }
  const { vlf, lf, hf } = sums;
  const count = segments.length;
  return { vlf: vlf / count, lf: lf / count, hf: hf / count };
}

/**
 * One-sided power spectral density in ms²/Hz of values at times, at 1/300, 2/300 … 0.4 Hz, the
 * straight line through the values taken out first. Scaled so that a sine of amplitude A within the
 * bands has the power A²/2: `coveredS` is the time that the values stand for.
 */
function powerDensity(timesS: Float64Array, values: Float64Array, coveredS: number): Float64Array {
  const count = values.length;
  const residual = withoutTrend(timesS, values);
  const density = new Float64Array(Math.round(HF_TO_HZ * SEGMENT_S));
  const start = timesS[0] ?? 0;
  // Sine and cosine of every beat at the present frequency; one turn further for the next one.
  const turnCos = new Float64Array(count);
  const turnSin = new Float64Array(count);
  const cosine = new Float64Array(count).fill(1);
  const sine = new Float64Array(count);
  for (let beat = 0; beat < count; beat += 1) {
    const angle = (2 * Math.PI * ((timesS[beat] ?? 0) - start)) / SEGMENT_S;
    turnCos[beat] = Math.cos(angle);
    turnSin[beat] = Math.sin(angle);
  }
  const scale = (2 * coveredS) / count;
  for (let index = 0; index < density.length; index += 1) {
    let valueCos = 0;
    let valueSin = 0;
    let doubleCos = 0;
    let doubleSin = 0;
    for (let beat = 0; beat < count; beat += 1) {
      const beforeCos = cosine[beat] ?? 0;
      const beforeSin = sine[beat] ?? 0;
      const stepCos = turnCos[beat] ?? 0;
      const stepSin = turnSin[beat] ?? 0;
      const c = beforeCos * stepCos - beforeSin * stepSin;
      const s = beforeSin * stepCos + beforeCos * stepSin;
      cosine[beat] = c;
      sine[beat] = s;
      const value = residual[beat] ?? 0;
      valueCos += value * c;
      valueSin += value * s;
      doubleCos += c * c - s * s;
      doubleSin += 2 * s * c;
    }
    density[index] = scale * lombPower({ count, valueCos, valueSin, doubleCos, doubleSin });
  }
  return density;
}

interface Sums {
  readonly count: number;
  readonly valueCos: number;
  readonly valueSin: number;
  readonly doubleCos: number;
  readonly doubleSin: number;
}

/** Scargle's equation (10), its time offset worked into the sums. */
function lombPower({ count, valueCos, valueSin, doubleCos, doubleSin }: Sums): number {
  const offset = Math.atan2(doubleSin, doubleCos) / 2;
  const shiftedCos = valueCos * Math.cos(offset) + valueSin * Math.sin(offset);
  const shiftedSin = valueSin * Math.cos(offset) - valueCos * Math.sin(offset);
  const excess = Math.hypot(doubleCos, doubleSin);
  const cosSquares = (count + excess) / 2;
  const sinSquares = (count - excess) / 2;
  const ofCos = shiftedCos ** 2 / cosSquares;
  // At half the sampling rate of even times there is no sine left to fit.
  const ofSin = sinSquares > 1e-9 * count ? shiftedSin ** 2 / sinSquares : 0;
  return (ofCos + ofSin) / 2;
}

/** Values less the straight line that fits them best. */
function withoutTrend(timesS: Float64Array, values: Float64Array): Float64Array {
  const count = values.length;
  let timeSum = 0;
  let valueSum = 0;
  for (let index = 0; index < count; index += 1) {
    timeSum += timesS[index] ?? 0;
    valueSum += values[index] ?? 0;
  }
  const meanTime = timeSum / count;
  const meanValue = valueSum / count;
  let products = 0;
  let squares = 0;
  for (let index = 0; index < count; index += 1) {
    const time = (timesS[index] ?? 0) - meanTime;
    products += time * ((values[index] ?? 0) - meanValue);
    squares += time * time;
  }
  const slope = squares === 0 ? 0 : products / squares;
  return values.map(
    (value, index) => value - meanValue - slope * ((timesS[index] ?? 0) - meanTime),
  );
}
