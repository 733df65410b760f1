import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesForSamples,
  createSampleDecoder,
  createSampleEncoder,
  LARGEST_SAMPLE,
  samplesInBytes,
  SIGNAL_FORMATS,
  type SignalFormat,
} from '../../../../../app/formats/wfdb/signal.ts';

function encode(format: SignalFormat, pieces: readonly Int16Array[]): Uint8Array {
  const encoder = createSampleEncoder(format);
  return Buffer.concat([...pieces.map((piece) => encoder.encode(piece)), encoder.finish()]);
}

function decode(format: SignalFormat, pieces: readonly Uint8Array[]): number[] {
  const decoder = createSampleDecoder(format);
  return pieces.flatMap((piece) => [...decoder.decode(piece)]);
}

/** Cuts an array at arbitrary places, empty pieces included. */
function cut<T extends Int16Array | Uint8Array>(array: T, places: readonly number[]): T[] {
  const at = places.map((place) => place % (array.length + 1)).sort((a, b) => a - b);
  return [0, ...at].map((start, index) => array.subarray(start, at[index] ?? array.length) as T);
}

describe('golden bytes', () => {
  it('format 212 packs two 12-bit samples into three bytes', () => {
    // The first three bytes of MIT-BIH record 100: 995 in MLII, 1011 in V5.
    expect(decode(212, [Uint8Array.of(0xe3, 0x33, 0xf3)])).toEqual([995, 1011]);
    expect(decode(212, [Uint8Array.of(0xff, 0x8f, 0x00)])).toEqual([-1, -2048]);
    expect([...encode(212, [Int16Array.of(995, 1011)])]).toEqual([0xe3, 0x33, 0xf3]);
  });

  it('format 212 stores a lone last sample in two bytes', () => {
    expect([...encode(212, [Int16Array.of(-2)])]).toEqual([0xfe, 0x0f]);
    expect(decode(212, [Uint8Array.of(0xfe, 0x0f)])).toEqual([-2]);
  });

  it('format 16 is little endian', () => {
    expect(decode(16, [Uint8Array.of(0x34, 0x12, 0xff, 0xff)])).toEqual([0x1234, -1]);
    expect([...encode(16, [Int16Array.of(-32768)])]).toEqual([0x00, 0x80]);
  });
});

describe.each(SIGNAL_FORMATS)('format %i', (format) => {
  const samples = fc
    .array(fc.integer({ min: -LARGEST_SAMPLE[format] - 1, max: LARGEST_SAMPLE[format] }), {
      maxLength: 60,
    })
    .map((values) => Int16Array.from(values));
  const places = fc.array(fc.nat(200), { maxLength: 6 });

  it('returns every sample, however the samples and the bytes are cut', () => {
    fc.assert(
      fc.property(samples, places, places, (values, samplePlaces, bytePlaces) => {
        const bytes = encode(format, cut(values, samplePlaces));
        expect(bytes).toHaveLength(bytesForSamples(format, values.length));
        expect(samplesInBytes(format, bytes.length)).toBe(values.length);
        expect(decode(format, cut(bytes, bytePlaces))).toEqual([...values]);
      }),
    );
  });

  it('decodes any bytes the same however they are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), places, (bytes, bytePlaces) => {
        const whole = decode(format, [bytes]);
        expect(whole).toHaveLength(samplesInBytes(format, bytes.length));
        expect(decode(format, cut(bytes, bytePlaces))).toEqual(whole);
      }),
    );
  });
});
