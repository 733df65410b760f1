import { INVALID_SAMPLE } from '../../domain/recording.ts';
import {
  createSampleDecoder,
  createSampleEncoder,
  INVALID_MARK,
  LARGEST_SAMPLE,
  type SignalFormat,
} from './signal.ts';

/** What one signal of a file amounted to, to be compared with its header line. */
export interface SignalTotals {
  /** 16-bit sum of all stored samples, signed. */
  readonly checksum: number;
  /** The first stored sample; null when there was none. */
  readonly firstValue: number | null;
}

export interface FrameDecoder {
  /** Whole frames completed by the bytes so far, one array per signal, all equally long. */
  decode(bytes: Uint8Array): Int16Array[];
  totals(): SignalTotals[];
}

interface RunningTotals {
  sum: number;
  firstValue: number | null;
}

/**
 * Decodes one multiplexed signal file into planar leads. A frame holds `samplesPerFrame[s]`
 * consecutive samples of each signal s; a signal with fewer than `outputSamplesPerFrame` is held at
 * its last sample, as the reference implementation does in its high-resolution mode. The format's
 * invalid mark becomes INVALID_SAMPLE.
 */
export function createFrameDecoder(options: {
  format: SignalFormat;
  samplesPerFrame: readonly number[];
  outputSamplesPerFrame: number;
}): FrameDecoder {
  const { format, samplesPerFrame, outputSamplesPerFrame } = options;
  const decoder = createSampleDecoder(format);
  const frameSize = samplesPerFrame.reduce((sum, count) => sum + count, 0);
  const totals: RunningTotals[] = samplesPerFrame.map(() => ({ sum: 0, firstValue: null }));
  let carried = new Int16Array(0);

  return {
    decode(bytes) {
      const decoded = decoder.decode(bytes);
      const stored = carried.length === 0 ? decoded : concatenate(carried, decoded);
      const frames = Math.floor(stored.length / frameSize);
      carried = stored.slice(frames * frameSize);
      let offset = 0;
      return totals.map((signal, index) => {
        const count = samplesPerFrame[index] ?? 1;
        const samples = takeSignal(stored, { frames, frameSize, offset, count }, signal);
        offset += count;
        const held = holdSamples(samples, count, outputSamplesPerFrame);
        markInvalid(held, INVALID_MARK[format]);
        return held;
      });
    },
    totals: () =>
      totals.map(({ sum, firstValue }) => ({ checksum: (sum << 16) >> 16, firstValue })),
  };
}

/** Copies one signal out of the multiplexed samples, summing as it goes. */
function takeSignal(
  stored: Int16Array,
  layout: { frames: number; frameSize: number; offset: number; count: number },
  totals: RunningTotals,
): Int16Array {
  const { frames, frameSize, offset, count } = layout;
  const samples = new Int16Array(frames * count);
  let sum = totals.sum;
  let written = 0;
  for (let frame = 0, from = offset; frame < frames; frame++, from += frameSize) {
    for (let index = from; index < from + count; index++) {
      const value = stored[index] ?? 0;
      sum = (sum + value) | 0;
      samples[written++] = value;
    }
  }
  totals.sum = sum;
  if (totals.firstValue === null && samples.length > 0) totals.firstValue = samples[0] ?? null;
  return samples;
}

function holdSamples(samples: Int16Array, from: number, to: number): Int16Array {
  if (from === to) return samples;
  const held = new Int16Array((samples.length / from) * to);
  for (let index = 0; index < held.length; index++) {
    const frame = Math.floor(index / to);
    const within = Math.floor(((index - frame * to) * from) / to);
    held[index] = samples[frame * from + within] ?? 0;
  }
  return held;
}

function markInvalid(samples: Int16Array, mark: number): void {
  if (mark === INVALID_SAMPLE) return;
  for (let index = 0; index < samples.length; index++) {
    if (samples[index] === mark) samples[index] = INVALID_SAMPLE;
  }
}

export interface FrameEncoder {
  /** Bytes for equally long planar leads. Throws RangeError when the format cannot hold a sample. */
  encode(leads: readonly Int16Array[]): Uint8Array;
  finish(): Uint8Array;
  totals(): SignalTotals[];
}

/** Multiplexes planar leads, one sample per frame each; the reverse of `createFrameDecoder`. */
export function createFrameEncoder(format: SignalFormat, leadCount: number): FrameEncoder {
  const encoder = createSampleEncoder(format);
  const largest = LARGEST_SAMPLE[format];
  const totals: RunningTotals[] = Array.from({ length: leadCount }, () => ({
    sum: 0,
    firstValue: null,
  }));

  return {
    encode(leads) {
      const frames = leads[0]?.length ?? 0;
      const stored = new Int16Array(frames * leadCount);
      for (const [index, signal] of totals.entries()) {
        const samples = leads[index] ?? new Int16Array(frames).fill(INVALID_SAMPLE);
        let sum = signal.sum;
        for (let frame = 0; frame < frames; frame++) {
          let value = samples[frame] ?? INVALID_SAMPLE;
          if (value === INVALID_SAMPLE) value = INVALID_MARK[format];
          else if (value > largest || value < -largest) {
            throw new RangeError(`Sample ${value} does not fit signal format ${format}`);
          }
          sum = (sum + value) | 0;
          stored[frame * leadCount + index] = value;
        }
        signal.sum = sum;
        if (frames > 0) signal.firstValue ??= stored[index] ?? null;
      }
      return encoder.encode(stored);
    },
    finish: () => encoder.finish(),
    totals: () =>
      totals.map(({ sum, firstValue }) => ({ checksum: (sum << 16) >> 16, firstValue })),
  };
}

export interface SkewAligner {
  /** Aligned samples that are certain now; all arrays equally long. */
  push(leads: readonly Int16Array[]): Int16Array[];
  /** The rest, with INVALID_SAMPLE where a shifted lead has ended. */
  finish(): Int16Array[];
}

/**
 * Shifts leads against each other: the first `skews[i]` samples of lead i precede sample 0 of the
 * recording and are dropped. Holds no more than the largest skew in memory.
 */
export function createSkewAligner(skews: readonly number[]): SkewAligner {
  const largest = Math.max(0, ...skews);
  const toDrop = [...skews];
  let waiting = skews.map(() => new Int16Array(0));

  return {
    push(leads) {
      if (largest === 0) return [...leads];
      waiting = waiting.map((held, index) => {
        const samples = leads[index] ?? new Int16Array(0);
        const dropped = Math.min(toDrop[index] ?? 0, samples.length);
        toDrop[index] = (toDrop[index] ?? 0) - dropped;
        return concatenate(held, samples.subarray(dropped));
      });
      const ready = Math.min(...waiting.map((samples) => samples.length));
      const aligned = waiting.map((samples) => samples.slice(0, ready));
      waiting = waiting.map((samples) => samples.slice(ready));
      return aligned;
    },
    finish() {
      const length = Math.max(0, ...waiting.map((samples) => samples.length));
      return waiting.map((samples) => {
        const padded = new Int16Array(length).fill(INVALID_SAMPLE);
        padded.set(samples);
        return padded;
      });
    },
  };
}

function concatenate(first: Int16Array, second: Int16Array): Int16Array<ArrayBuffer> {
  const joined = new Int16Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
