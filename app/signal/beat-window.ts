import { beatTemplate, differenceFromTemplate, TEMPLATE_LENGTH } from './beat-template.ts';
import { CLASSIFIER_RATE_HZ, type ConditionedLead } from './conditioned-lead.ts';
import { RR_CONTEXT_LENGTH, rrBefore, rrContext } from './rr-context.ts';
import { median } from './median.ts';

/** Length of what the network sees of a beat (the paper's input, 187 x 1). */
export const WINDOW_LENGTH = 187;

/**
 * How a beat becomes 187 numbers. Versioned by name, stored in the model card, and part of what a
 * model is: weights are only valid for the preparation they were trained with.
 *
 * - `template-rhythm-1`: 100 samples of shape (R at sample 40: 0.32 s before, 0.47 s after), 59
 *   samples of the difference from the usual beat of the recording around it, both divided by that
 *   usual beat's height with the sign kept, and 28 samples of rhythm (seven plateaus of four).
 * - `kachuee-1`: [R, R + 1.2 T), per-beat min-max, zero-padded (Kachuee 2018), for comparison. It
 *   hides what precedes a beat, its polarity and its size, and so does badly on new patients.
 */
export const PREPARATIONS = ['template-rhythm-1', 'kachuee-1'] as const;
export type Preparation = (typeof PREPARATIONS)[number];

/** Which of the 187 numbers are what, in `template-rhythm-1`; augmentation needs to know. */
export const SHAPE_LENGTH = 100;
const SHAPE_BEFORE = 40;
const RHYTHM_START = SHAPE_LENGTH + TEMPLATE_LENGTH;
/** Samples that carry one number of the rhythm. */
export const PLATEAU_LENGTH = (WINDOW_LENGTH - RHYTHM_START) / RR_CONTEXT_LENGTH;
/** Samples that scale with the signal's amplitude. */
export const SCALED_LENGTH = RHYTHM_START;

/** Scaled values beyond this are artefacts, or at least no more telling. */
const LARGEST = 4;
/** A usual beat lower than this (mV) is a lead that has come off: do not blow its noise up. */
const LOWEST_HEIGHT_MV = 0.05;
/** Beats that share a template, about eight minutes: posture changes the usual beat over a day. */
const GROUP_BEATS = 600;
const REACH = WINDOW_LENGTH + 8;

/** Beats [first, end) of a recording, prepared together. */
export interface BeatGroup {
  readonly first: number;
  readonly end: number;
}

/** Beat positions in samples at 125 Hz, fractional. */
export function beatPositions(beatSamples: Uint32Array, sampleRateHz: number): Float64Array {
  const factor = CLASSIFIER_RATE_HZ / sampleRateHz;
  return Float64Array.from(beatSamples, (sample) => sample * factor);
}

/** Even groups of about 600 beats: the unit of preparation, whatever thread or batch it is done in. */
export function beatGroups(beatCount: number): BeatGroup[] {
  const groups = Math.max(1, Math.round(beatCount / GROUP_BEATS));
  return Array.from({ length: beatCount === 0 ? 0 : groups }, (_, index) => ({
    first: Math.floor((index * beatCount) / groups),
    end: Math.floor(((index + 1) * beatCount) / groups),
  }));
}

/** The windows of a group's beats, one after the other (187 values each). */
export function cutBeatWindows(
  preparation: Preparation,
  lead: ConditionedLead,
  positions: Float64Array,
  group: BeatGroup,
): Float32Array {
  const output = new Float32Array((group.end - group.first) * WINDOW_LENGTH);
  if (group.end <= group.first) return output;
  const blockStart = Math.round(positions[group.first] as number) - REACH;
  const blockEnd = Math.round(positions[group.end - 1] as number) + REACH;
  const block = lead.read(blockStart, blockEnd - blockStart);
  const centres: number[] = [];
  for (let beat = group.first; beat < group.end; beat += 1) {
    centres.push(Math.round(positions[beat] as number) - blockStart);
  }
  const template = preparation === 'kachuee-1' ? null : beatTemplate(block, centres);
  centres.forEach((centre, index) => {
    const window = output.subarray(index * WINDOW_LENGTH, (index + 1) * WINDOW_LENGTH);
    const beat = group.first + index;
    if (template === null) writeMinMax(block, centre, positions, beat, window);
    else writeShapeAndRhythm(block, centre, template, positions, beat, window);
  });
  return output;
}

function writeShapeAndRhythm(
  block: Float32Array,
  centre: number,
  template: Float32Array,
  positions: Float64Array,
  beat: number,
  window: Float32Array,
): void {
  const shape = block.subarray(centre - SHAPE_BEFORE, centre - SHAPE_BEFORE + SHAPE_LENGTH);
  window.set(shape);
  differenceFromTemplate(block, centre, template, window.subarray(SHAPE_LENGTH, RHYTHM_START));
  const { low, high } = extent(template);
  const height = Math.max(LOWEST_HEIGHT_MV, high - low);
  for (let k = 0; k < SCALED_LENGTH; k += 1) {
    window[k] = Math.max(-LARGEST, Math.min(LARGEST, (window[k] as number) / height));
  }
  rrContext(positions, beat).forEach((level, plateau) => {
    const start = RHYTHM_START + plateau * PLATEAU_LENGTH;
    window.fill(level, start, start + PLATEAU_LENGTH);
  });
}

function writeMinMax(
  block: Float32Array,
  centre: number,
  positions: Float64Array,
  beat: number,
  window: Float32Array,
): void {
  const wanted = Math.floor(1.2 * tenSecondRr(positions, beat));
  const length = Math.min(WINDOW_LENGTH, Math.max(1, wanted));
  const segment = block.subarray(centre, centre + length);
  const { low, high } = extent(segment);
  const range = high > low ? high - low : 1;
  for (let k = 0; k < length; k += 1) window[k] = ((segment[k] as number) - low) / range;
}

function extent(values: Float32Array): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
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
