import { INVALID_SAMPLE, type SampleReader } from '../domain/recording.ts';
import { median } from './median.ts';

/**
 * Whether a beat was recorded well enough to learn from, with the reasons if not. The limits let pass
 * whatever a reader could still judge (see the tests for how many beats of MIT-BIH they stop): unusual
 * beats are what a network must see. Beats that are tested on are never chosen by this.
 */

/** Reasons as bits of a verdict; 0 is a good beat. */
export const QUALITY_FLAGS = {
  /** The window reaches beyond an end of the recording. */
  cutOff: 1,
  /** Too many samples are missing (lead off). */
  missing: 2,
  /** Something in a prepared window is no number. */
  notFinite: 4,
  /** No heartbeat is that low, or that still. */
  flat: 8,
  /** The signal stays at the end of the recorder's range. */
  clipped: 16,
  /** The baseline is elsewhere after the beat. */
  jump: 32,
  /** Fast noise, large against the beat. */
  noisy: 64,
} as const;
export type QualityReason = keyof typeof QUALITY_FLAGS;

/** For people. */
export const QUALITY_REASON_NAMES: Record<QualityReason, string> = {
  cutOff: 'cut off by an end of the recording',
  missing: 'samples missing',
  notFinite: 'not a number',
  flat: 'flat',
  clipped: 'clipped by the recorder',
  jump: 'baseline jump',
  noisy: 'fast noise',
};

/** What is looked at: P wave and T wave inside, as everything that is ever cut from a beat. */
const BEFORE_S = 0.36;
const AFTER_S = 0.64;

const MOST_MISSING = 0.05;
/** Peak to peak of the window, in millivolts. */
const LEAST_HEIGHT_MV = 0.05;
/** The signal moves at least once in this time. */
const LONGEST_STILL_S = 0.3;
const LONGEST_AT_LIMIT_S = 0.04;
/** Levels are medians of the window's first and last stretch of this length. */
const LEVEL_S = 0.15;
/** At least this and the height of the usual beat. */
const LEAST_JUMP_MV = 2.5;
/** What is left of a smoothing over this time is fast noise, outside the QRS complex. */
const SMOOTHING_S = 0.025;
const QRS_S = 0.1;
const LARGEST_NOISE = 0.05;

/** One verdict a beat, of `QUALITY_FLAGS`. `beatSamples` are samples of the recording. */
export function beatQuality(
  reader: SampleReader,
  lead: number,
  beatSamples: Uint32Array,
): Uint8Array {
  const { sampleRateHz, sampleCount } = reader;
  const description = reader.leads[lead];
  if (description === undefined) throw new RangeError(`There is no lead ${lead}`);
  const before = Math.round(BEFORE_S * sampleRateHz);
  const after = Math.round(AFTER_S * sampleRateHz);
  const recorder: Recorder = {
    sampleRateHz,
    gainPerUnit: Math.abs(description.gainPerUnit),
    range: rangeOf(reader, lead),
    usualHeightMv: usualHeight(reader, lead, beatSamples) / Math.abs(description.gainPerUnit),
  };
  return Uint8Array.from(beatSamples, (centre) => {
    const counts = reader.read(lead, centre - before, centre + after);
    const cutOff = centre < before || centre + after > sampleCount;
    const flags = cutOff ? QUALITY_FLAGS.cutOff : 0;
    const recorded = counts.subarray(
      Math.max(0, before - centre),
      counts.length - Math.max(0, centre + after - sampleCount),
    );
    const peak = centre - Math.max(0, centre - before);
    return flags | stretchQuality(recorded, peak, recorder);
  });
}

/**
 * The same of beats that are prepared already (from a file of windows, say), as far as it can be
 * told from `inputLength` numbers a beat: what is no number, or all one.
 */
export function windowQuality(windows: Float32Array, inputLength: number): Uint8Array {
  return Uint8Array.from({ length: windows.length / inputLength }, (_, beat) => {
    const window = windows.subarray(beat * inputLength, (beat + 1) * inputLength);
    if (!window.every(Number.isFinite)) return QUALITY_FLAGS.notFinite;
    return window.every((value) => value === window[0]) ? QUALITY_FLAGS.flat : 0;
  });
}

/** Reasons of a verdict, in the order of `QUALITY_FLAGS`. */
export function qualityReasons(verdict: number): QualityReason[] {
  const reasons = Object.keys(QUALITY_FLAGS) as QualityReason[];
  return reasons.filter((reason) => (verdict & QUALITY_FLAGS[reason]) !== 0);
}

interface Recorder {
  readonly sampleRateHz: number;
  /** Above zero. */
  readonly gainPerUnit: number;
  /** Lowest and highest count in the whole lead. */
  readonly range: readonly [low: number, high: number];
  readonly usualHeightMv: number;
}

/** `peak`: position of R in `counts`. */
function stretchQuality(
  counts: Int16Array,
  peak: number,
  { sampleRateHz, gainPerUnit, range, usualHeightMv }: Recorder,
): number {
  const valid = counts.filter((count) => count !== INVALID_SAMPLE);
  const missing = counts.length - valid.length;
  if (valid.length === 0 || missing > MOST_MISSING * counts.length) return QUALITY_FLAGS.missing;
  let flags = 0;
  const heightMv = heightOf(valid) / gainPerUnit;
  const still = longestRun(counts, (count, last) => count === last) / sampleRateHz;
  if (heightMv < LEAST_HEIGHT_MV || still >= LONGEST_STILL_S) flags |= QUALITY_FLAGS.flat;
  const [low, high] = range;
  const atLimit = longestRun(counts, (count, last) => count === last && (count === low || count === high)); // prettier-ignore
  if (atLimit / sampleRateHz >= LONGEST_AT_LIMIT_S) flags |= QUALITY_FLAGS.clipped;
  const level = Math.round(LEVEL_S * sampleRateHz);
  const jump = levelOf(valid.subarray(-level)) - levelOf(valid.subarray(0, level));
  if (Math.abs(jump) / gainPerUnit > Math.max(LEAST_JUMP_MV, usualHeightMv))
    flags |= QUALITY_FLAGS.jump;
  if (fastNoise(counts, peak, sampleRateHz) / gainPerUnit > LARGEST_NOISE * heightMv) {
    flags |= QUALITY_FLAGS.noisy;
  }
  return flags;
}

/** Median size, in counts, of what a short moving average leaves outside the QRS complex. */
function fastNoise(counts: Int16Array, peak: number, sampleRateHz: number): number {
  const reach = Math.max(1, Math.round((SMOOTHING_S * sampleRateHz) / 2));
  const qrs = Math.round(QRS_S * sampleRateHz);
  const sizes: number[] = [];
  for (let k = reach; k < counts.length - reach; k += 1) {
    if (Math.abs(k - peak) < qrs) continue;
    let sum = 0;
    for (let near = k - reach; near <= k + reach; near += 1) sum += counts[near] as number;
    sizes.push(Math.abs((counts[k] as number) - sum / (2 * reach + 1)));
  }
  return sizes.length === 0 ? 0 : median(sizes);
}

/** Samples of the longest run in which each fits the one before it. */
function longestRun(counts: Int16Array, fits: (count: number, last: number) => boolean): number {
  let longest = 0;
  let run = 1;
  for (let k = 1; k < counts.length; k += 1) {
    run = fits(counts[k] as number, counts[k - 1] as number) ? run + 1 : 1;
    if (run > longest) longest = run;
  }
  return longest;
}

/** Samples that are looked at at a time, so that no whole recording is ever in memory. */
const BLOCK = 65_536;

function rangeOf(reader: SampleReader, lead: number): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let start = 0; start < reader.sampleCount; start += BLOCK) {
    for (const count of reader.read(lead, start, Math.min(start + BLOCK, reader.sampleCount))) {
      if (count === INVALID_SAMPLE) continue;
      if (count < low) low = count;
      if (count > high) high = count;
    }
  }
  return [low, high];
}

function levelOf(counts: Int16Array): number {
  return median(Float32Array.from(counts));
}

function heightOf(counts: Int16Array): number {
  const low = counts.reduce((least, count) => Math.min(least, count), Infinity);
  return counts.reduce((most, count) => Math.max(most, count), -Infinity) - low;
}

/** Beats that the usual height is of. */
const USUAL_BEATS = 200;

/** Median height, in counts, of some QRS complexes spread over the recording. */
function usualHeight(reader: SampleReader, lead: number, beatSamples: Uint32Array): number {
  const reach = Math.round(QRS_S * reader.sampleRateHz);
  const stride = Math.ceil(beatSamples.length / USUAL_BEATS);
  const heights: number[] = [];
  for (let beat = 0; beat < beatSamples.length; beat += stride) {
    const centre = beatSamples[beat] as number;
    const counts = reader.read(lead, centre - reach, centre + reach);
    const valid = counts.filter((count) => count !== INVALID_SAMPLE);
    if (valid.length > 0) heights.push(heightOf(valid));
  }
  return heights.length === 0 ? 0 : median(heights);
}
