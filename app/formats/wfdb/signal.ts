/**
 * WFDB signal file formats 16 and 212, after signal(5) of the WFDB Applications Guide: byte streams
 * to and from streams of stored samples. Both directions take pieces of any length, so that no file
 * needs to be in memory. How samples form frames and leads is in `frames.ts`.
 */
export const SIGNAL_FORMATS = [16, 212] as const;

export type SignalFormat = (typeof SIGNAL_FORMATS)[number];

export function isSignalFormat(format: number): format is SignalFormat {
  return SIGNAL_FORMATS.some((known) => known === format);
}

/** The stored value that marks an invalid sample. */
export const INVALID_MARK: Record<SignalFormat, number> = { 16: -32768, 212: -2048 };

/** The largest valid sample; the smallest is the negative of it. */
export const LARGEST_SAMPLE: Record<SignalFormat, number> = { 16: 32767, 212: 2047 };

/** Bytes that the first `sampleCount` samples of a file take. */
export function bytesForSamples(format: SignalFormat, sampleCount: number): number {
  if (format === 16) return 2 * sampleCount;
  // A pair takes three bytes; a lone last sample takes two.
  return 3 * Math.floor(sampleCount / 2) + (sampleCount % 2 === 0 ? 0 : 2);
}

/** Whole samples in a file of `byteCount` bytes; the reverse of `bytesForSamples`. */
export function samplesInBytes(format: SignalFormat, byteCount: number): number {
  if (format === 16) return Math.floor(byteCount / 2);
  return 2 * Math.floor(byteCount / 3) + (byteCount % 3 === 2 ? 1 : 0);
}

export interface SampleDecoder {
  /** The samples that the bytes so far complete and that were not returned before. */
  decode(bytes: Uint8Array): Int16Array;
}

export interface SampleEncoder {
  /** The bytes that are certain; the input must lie within the format's range. */
  encode(samples: Int16Array): Uint8Array;
  /** The rest, once no more samples come. */
  finish(): Uint8Array;
}

export function createSampleDecoder(format: SignalFormat): SampleDecoder {
  return format === 16 ? createDecoder16() : createDecoder212();
}

export function createSampleEncoder(format: SignalFormat): SampleEncoder {
  return format === 16 ? createEncoder16() : createEncoder212();
}

function createDecoder16(): SampleDecoder {
  let lowByte = -1;
  return {
    decode(bytes) {
      const carried = lowByte >= 0 ? 1 : 0;
      const samples = new Int16Array((bytes.length + carried) >> 1);
      let at = 0;
      let count = 0;
      if (carried === 1 && bytes.length > 0) {
        samples[count++] = lowByte | ((bytes[at++] ?? 0) << 8);
        lowByte = -1;
      }
      for (; at + 1 < bytes.length; at += 2) {
        samples[count++] = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      }
      if (at < bytes.length) lowByte = bytes[at] ?? 0;
      return samples;
    },
  };
}

function createEncoder16(): SampleEncoder {
  return {
    encode(samples) {
      const bytes = new Uint8Array(2 * samples.length);
      for (let index = 0; index < samples.length; index++) {
        const sample = samples[index] ?? 0;
        bytes[2 * index] = sample;
        bytes[2 * index + 1] = sample >> 8;
      }
      return bytes;
    },
    finish: () => new Uint8Array(0),
  };
}

/**
 * Three bytes hold a pair: low byte of the first, high nibbles (second, first), low byte of the
 * second. The first sample is therefore whole after two bytes, the second after three.
 */
function createDecoder212(): SampleDecoder {
  let byteInGroup = 0;
  let pendingByte = 0;
  const step = (byte: number, samples: Int16Array, count: number): number => {
    if (byteInGroup === 0) {
      pendingByte = byte;
      byteInGroup = 1;
      return count;
    }
    if (byteInGroup === 1) {
      samples[count] = signExtend12(pendingByte | ((byte & 0x0f) << 8));
      pendingByte = byte;
      byteInGroup = 2;
    } else {
      samples[count] = signExtend12(byte | ((pendingByte & 0xf0) << 4));
      byteInGroup = 0;
    }
    return count + 1;
  };
  return {
    decode(bytes) {
      const before = byteInGroup === 2 ? 1 : 0;
      const samples = new Int16Array(samplesInBytes(212, byteInGroup + bytes.length) - before);
      let at = 0;
      let count = 0;
      while (byteInGroup !== 0 && at < bytes.length) count = step(bytes[at++] ?? 0, samples, count);
      for (; at + 2 < bytes.length; at += 3) {
        const middle = bytes[at + 1] ?? 0;
        samples[count++] = signExtend12((bytes[at] ?? 0) | ((middle & 0x0f) << 8));
        samples[count++] = signExtend12((bytes[at + 2] ?? 0) | ((middle & 0xf0) << 4));
      }
      while (at < bytes.length) count = step(bytes[at++] ?? 0, samples, count);
      return samples;
    },
  };
}

function createEncoder212(): SampleEncoder {
  let first: number | null = null;
  return {
    encode(samples) {
      const bytes = new Uint8Array(3 * ((samples.length + (first === null ? 0 : 1)) >> 1));
      let at = 0;
      for (const sample of samples) {
        if (first === null) {
          first = sample;
          continue;
        }
        bytes[at++] = first;
        bytes[at++] = ((first >> 8) & 0x0f) | ((sample >> 4) & 0xf0);
        bytes[at++] = sample;
        first = null;
      }
      return bytes;
    },
    finish() {
      const bytes = first === null ? [] : [first & 0xff, (first >> 8) & 0x0f];
      first = null;
      return Uint8Array.from(bytes);
    },
  };
}

function signExtend12(value: number): number {
  return (value << 20) >> 20;
}
