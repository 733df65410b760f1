import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REGION_VERDICTS, type ReaderRegion } from '../../../../app/domain/reader-regions.ts';
import { spanSamples } from '../../../../app/domain/regions.ts';
import { analysedTime } from '../../../../app/quality/analysed-time.ts';
import { QUALITY_CAUSES, type SignalQuality } from '../../../../app/quality/lead-quality.ts';

const RECORDING = { sampleCount: 100, leadCount: 2 };

function region(
  verdict: ReaderRegion['verdict'],
  lead: number | null,
  startSample: number,
  endSample: number,
): ReaderRegion {
  return { verdict, lead, startSample, endSample, reader: 'AB' };
}

const NOISE_IN_BOTH: SignalQuality = [
  [{ cause: 'noise', startSample: 10, endSample: 30 }],
  [
    { cause: 'lead-off', startSample: 20, endSample: 40 },
    { cause: 'flat', startSample: 60, endSample: 80 },
  ],
];

describe('the analysed time', () => {
  it('leaves out what no lead can be analysed in, and names what the best lead lacked', () => {
    const time = analysedTime(RECORDING, NOISE_IN_BOTH, []);
    expect(time.excluded).toEqual([{ startSample: 20, endSample: 30 }]);
    expect(time.byCause).toEqual([{ cause: 'noise', samples: 10 }]);
    expect(time.analysedSamples).toBe(90);
  });

  it('follows the reader, who leaves out and overrules', () => {
    const excluded = analysedTime(RECORDING, NOISE_IN_BOTH, [
      region('exclude', null, 0, 5),
      region('exclude', 0, 60, 70),
    ]);
    expect(excluded.byCause).toEqual([
      { cause: 'noise', samples: 10 },
      { cause: 'reader', samples: 15 },
    ]);
    const overruled = analysedTime(RECORDING, NOISE_IN_BOTH, [region('analyse', null, 25, 100)]);
    expect(overruled.excluded).toEqual([{ startSample: 20, endSample: 25 }]);
    expect(overruled.leads[1]?.flat).toEqual([]);
  });

  it('is not assessed before the signal quality was computed', () => {
    const time = analysedTime(RECORDING, null, [region('exclude', null, 0, 50)]);
    expect(time).toMatchObject({ assessed: false, analysedSamples: 50 });
  });

  it('adds up: every excluded sample has one cause, and none of its leads is good', () => {
    const stretch = fc.record({
      cause: fc.constantFrom(...QUALITY_CAUSES),
      startSample: fc.nat(99),
      length: fc.integer({ min: 1, max: 40 }),
    });
    const lead = fc
      .array(stretch, { maxLength: 5 })
      .map((all) => all.map(({ length, ...rest }) => ({ ...rest, endSample: Math.min(100, rest.startSample + length) }))); // prettier-ignore
    const mark = fc
      .record({
        verdict: fc.constantFrom(...REGION_VERDICTS),
        lead: fc.constantFrom(null, 0, 1),
        startSample: fc.nat(99),
      })
      .map(({ verdict, lead: of, startSample }) => region(verdict, of, startSample, 100));
    fc.assert(
      fc.property(fc.tuple(lead, lead), fc.array(mark, { maxLength: 3 }), (quality, marks) => {
        const time = analysedTime(RECORDING, quality, marks);
        const excluded = spanSamples(time.excluded);
        expect(time.byCause.reduce((sum, { samples }) => sum + samples, 0)).toBe(excluded);
        expect(time.analysedSamples + excluded).toBe(time.totalSamples);
        for (const { startSample, endSample } of time.excluded) {
          for (let sample = startSample; sample < endSample; sample++) {
            for (const stretches of time.leads) {
              const isBad = Object.values(stretches).some((spans) =>
                spans.some((span) => span.startSample <= sample && sample < span.endSample),
              );
              expect(isBad).toBe(true);
            }
          }
        }
      }),
    );
  });
});
