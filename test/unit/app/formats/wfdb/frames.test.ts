import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INVALID_SAMPLE } from '../../../../../app/domain/recording.ts';
import {
  createFrameDecoder,
  createFrameEncoder,
  createSkewAligner,
} from '../../../../../app/formats/wfdb/frames.ts';
import { createSampleEncoder, type SignalFormat } from '../../../../../app/formats/wfdb/signal.ts';

function encode(format: SignalFormat, stored: readonly number[]): Uint8Array {
  const encoder = createSampleEncoder(format);
  return Buffer.concat([encoder.encode(Int16Array.from(stored)), encoder.finish()]);
}

describe('frame decoder', () => {
  it('separates signals, holds slower ones, and sums the stored samples only', () => {
    const decoder = createFrameDecoder({
      format: 212,
      samplesPerFrame: [4, 1, 2],
      outputSamplesPerFrame: 4,
    });
    const leads = decoder.decode(encode(212, [1, 2, 3, 4, 50, 60, 61, 5, 6, 7, 8, 51, 62, 63]));
    expect(leads.map((lead) => [...lead])).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8],
      [50, 50, 50, 50, 51, 51, 51, 51],
      [60, 60, 61, 61, 62, 62, 63, 63],
    ]);
    expect(decoder.totals()).toEqual([
      { checksum: 36, firstValue: 1 },
      { checksum: 101, firstValue: 50 },
      { checksum: 246, firstValue: 60 },
    ]);
  });

  it('turns the mark of format 212 into INVALID_SAMPLE but sums it as stored', () => {
    const decoder = createFrameDecoder({
      format: 212,
      samplesPerFrame: [1],
      outputSamplesPerFrame: 1,
    });
    expect([...(decoder.decode(encode(212, [-2047, -2048]))[0] ?? [])]).toEqual([
      -2047,
      INVALID_SAMPLE,
    ]);
    expect(decoder.totals()[0]).toEqual({ checksum: -4095, firstValue: -2047 });
  });

  it('wraps the checksum at 16 bits and reports no first value of nothing', () => {
    const decoder = createFrameDecoder({
      format: 16,
      samplesPerFrame: [1],
      outputSamplesPerFrame: 1,
    });
    expect(decoder.totals()[0]).toEqual({ checksum: 0, firstValue: null });
    decoder.decode(encode(16, [32767, 32767, 3]));
    expect(decoder.totals()[0]?.checksum).toBe(1);
  });

  it('returns what the encoder was given, however the bytes are cut', () => {
    const sample = fc.oneof(fc.constant(INVALID_SAMPLE), fc.integer({ min: -2047, max: 2047 }));
    const frames = fc.integer({ min: 1, max: 4 }).chain((leadCount) =>
      fc.array(fc.array(sample, { minLength: leadCount, maxLength: leadCount }), {
        minLength: 1,
        maxLength: 20,
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom<SignalFormat>(16, 212),
        frames,
        fc.integer({ min: 1, max: 7 }),
        (format, rows, size) => {
          const leadCount = rows[0]?.length ?? 0;
          const planar = Array.from({ length: leadCount }, (_, lead) =>
            Int16Array.from(rows, (row) => row[lead] ?? 0),
          );
          const encoder = createFrameEncoder(format, leadCount);
          const bytes = Buffer.concat([encoder.encode(planar), encoder.finish()]);
          const decoder = createFrameDecoder({
            format,
            samplesPerFrame: planar.map(() => 1),
            outputSamplesPerFrame: 1,
          });
          const decoded: number[][] = planar.map(() => []);
          for (let at = 0; at < bytes.length; at += size) {
            decoder
              .decode(bytes.subarray(at, at + size))
              .forEach((lead, index) => decoded[index]?.push(...lead));
          }
          expect(decoded).toEqual(planar.map((lead) => [...lead]));
          expect(decoder.totals()).toEqual(encoder.totals());
        },
      ),
    );
  });

  it('refuses samples that 12 bits cannot hold', () => {
    const encoder = createFrameEncoder(212, 1);
    expect(() => encoder.encode([Int16Array.of(2048)])).toThrow(RangeError);
    expect(() => encoder.encode([Int16Array.of(-2048)])).toThrow(RangeError);
  });
});

describe('skew aligner', () => {
  it('drops what precedes sample 0 and marks what a shifted lead lacks, however it is cut', () => {
    const length = 23;
    const skews = [0, 5, 2];
    const leads = skews.map((_, lead) =>
      Int16Array.from({ length }, (__, index) => 100 * lead + index),
    );
    fc.assert(
      fc.property(fc.array(fc.nat(length), { maxLength: 5 }), (places) => {
        const at = [...places.sort((a, b) => a - b), length];
        const aligner = createSkewAligner(skews);
        const output: number[][] = skews.map(() => []);
        let start = 0;
        const collect = (parts: readonly Int16Array[]): void => {
          parts.forEach((part, lead) => output[lead]?.push(...part));
        };
        for (const end of at) {
          collect(aligner.push(leads.map((lead) => lead.subarray(start, end))));
          start = end;
        }
        collect(aligner.finish());
        expect(output).toEqual(
          skews.map((skew, lead) =>
            Array.from({ length }, (_, index) =>
              index + skew < length ? 100 * lead + index + skew : INVALID_SAMPLE,
            ),
          ),
        );
      }),
    );
  });
});
