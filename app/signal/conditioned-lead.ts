import { INVALID_SAMPLE, type SampleReader } from '../domain/recording.ts';
import { createResampler } from './resample.ts';
import { runningMedian } from './running-median.ts';

/** The rate at which beats are classified (the paper's). */
export const CLASSIFIER_RATE_HZ = 125;

/** Median windows of de Chazal 2004 (200 ms, 600 ms) at 125 Hz: QRS and P, then T, are removed. */
const QRS_MEDIAN = 25;
const T_MEDIAN = 75;
const MEDIAN_MARGIN = (QRS_MEDIAN >> 1) + (T_MEDIAN >> 1);

/** One lead in millivolts at 125 Hz, read block by block. */
export interface ConditionedLead {
  /** Samples at 125 Hz in the whole recording. */
  readonly sampleCount: number;
  /** Samples [first, first + count); the signal is held constant beyond the recording's ends. */
  read(first: number, count: number): Float32Array;
}

/** One lead resampled and nothing else. Missing samples hold the last valid value. */
export function createResampledLead(reader: SampleReader, lead: number): ConditionedLead {
  const description = reader.leads[lead];
  if (description === undefined) throw new RangeError(`There is no lead ${lead}`);
  const { gainPerUnit, baseline } = description;
  const resampler = createResampler(reader.sampleRateHz, CLASSIFIER_RATE_HZ);
  const sampleCount = Math.floor((reader.sampleCount * CLASSIFIER_RATE_HZ) / reader.sampleRateHz);

  function millivolts(start: number, end: number): Float32Array {
    const from = Math.min(Math.max(0, start), reader.sampleCount);
    const to = Math.min(Math.max(from, end), reader.sampleCount);
    const counts = reader.read(lead, from, to);
    const output = new Float32Array(end - start);
    const firstValid = counts.find((count) => count !== INVALID_SAMPLE) ?? baseline;
    let held = (firstValid - baseline) / gainPerUnit;
    for (let k = 0; k < output.length; k += 1) {
      const count = counts[start + k - from];
      if (count !== undefined && count !== INVALID_SAMPLE) held = (count - baseline) / gainPerUnit;
      output[k] = held;
    }
    return output;
  }

  return {
    sampleCount,
    read(first, count) {
      const output = new Float32Array(count);
      const inputStart = resampler.inputStart(first);
      const input = millivolts(inputStart, resampler.inputEnd(first + count - 1));
      resampler.resample(input, inputStart, first, output);
      return output;
    },
  };
}

/**
 * One lead without baseline wander. Missing samples hold the last valid value, and so become zero
 * once the baseline is removed. What `read` returns for a sample is the same whatever block it is
 * read in (gaps at a block's edge aside).
 */
export function createConditionedLead(reader: SampleReader, lead: number): ConditionedLead {
  const resampled = createResampledLead(reader, lead);
  return {
    sampleCount: resampled.sampleCount,
    read(first, count) {
      const wide = resampled.read(first - MEDIAN_MARGIN, count + 2 * MEDIAN_MARGIN);
      const wander = runningMedian(runningMedian(wide, QRS_MEDIAN), T_MEDIAN);
      const output = new Float32Array(count);
      for (let k = 0; k < count; k += 1) {
        output[k] = (wide[k + MEDIAN_MARGIN] as number) - (wander[k + MEDIAN_MARGIN] as number);
      }
      return output;
    },
  };
}
