import type { BeatGroup } from '../beat-groups.ts';
import { beatPositions } from '../beat-groups.ts';
import { CLASSIFIER_RATE_HZ, createResampledLead, type ConditionedLead } from '../conditioned-lead.ts'; // prettier-ignore
import { median } from '../median.ts';
import { rrBefore } from '../rr-context.ts';
import type { Preparation } from './preparation.ts';

/** 1.496 s at 125 Hz: the row length of the published CSV. */
export const KACHUEE_LENGTH = 187;
/** The segment's length over the median RR interval. */
const RR_PART = 1.2;

/**
 * Single beats in the manner of Kachuee, Fazeli and Sarrafzadeh (arXiv 1805.00794): from R on over
 * 1.2 median RR intervals of the ten seconds around the beat, scaled to 0..1 beat by beat, padded
 * with zeros. What the published CSV holds, though not to the byte: its resampler is not known.
 *
 * It hides what precedes a beat, its polarity and its size, and tells the heart rate by its padding.
 */
export const kachuee: Preparation = {
  inputLength: KACHUEE_LENGTH,
  leadCount: 1,
  inputParts: [{ name: 'beat', start: 0, length: KACHUEE_LENGTH, startOffsetMs: 0 }],
  open(reader, leads, beatSamples) {
    const lead = createResampledLead(reader, leads[0] ?? 0);
    const positions = beatPositions(beatSamples, reader.sampleRateHz);
    return { cut: (group) => cutGroup(lead, positions, group) };
  },
};

/** Samples at 125 Hz of a beat's segment before padding. */
export function kachueeLength(positions: Float64Array, beat: number): number {
  const wanted = Math.floor(RR_PART * tenSecondRr(positions, beat));
  return Math.min(KACHUEE_LENGTH, Math.max(1, wanted));
}

function cutGroup(lead: ConditionedLead, positions: Float64Array, group: BeatGroup): Float32Array {
  const output = new Float32Array((group.end - group.first) * KACHUEE_LENGTH);
  if (group.end <= group.first) return output;
  const blockStart = Math.round(positions[group.first] as number);
  const blockEnd = Math.round(positions[group.end - 1] as number) + KACHUEE_LENGTH;
  const block = lead.read(blockStart, blockEnd - blockStart);
  for (let beat = group.first; beat < group.end; beat += 1) {
    const start = Math.round(positions[beat] as number) - blockStart;
    const length = kachueeLength(positions, beat);
    writeMinMax(
      block.subarray(start, start + length),
      output.subarray((beat - group.first) * KACHUEE_LENGTH),
    );
  }
  return output;
}

/** Writes a segment to the start of `window`, scaled to 0..1. */
export function writeMinMax(segment: Float32Array, window: Float32Array): void {
  let low = Infinity;
  let high = -Infinity;
  for (const value of segment) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range = high > low ? high - low : 1;
  for (let k = 0; k < segment.length; k += 1) window[k] = ((segment[k] as number) - low) / range;
}

/** Median RR of the ten seconds around a beat; of the beats around it where fewer than three lie there. */
function tenSecondRr(positions: Float64Array, beat: number): number {
  const reach = 5 * CLASSIFIER_RATE_HZ;
  const centre = positions[beat] as number;
  const intervals: number[] = [];
  const nearest: number[] = [];
  for (let k = Math.max(1, beat - 20); k <= Math.min(positions.length - 1, beat + 20); k += 1) {
    const interval = rrBefore(positions, k);
    nearest.push(interval);
    const inside =
      Math.abs((positions[k] as number) - centre) <= reach &&
      Math.abs((positions[k - 1] as number) - centre) <= reach;
    if (inside) intervals.push(interval);
  }
  if (intervals.length >= 2) return median(intervals);
  return nearest.length > 0 ? median(nearest) : CLASSIFIER_RATE_HZ;
}
