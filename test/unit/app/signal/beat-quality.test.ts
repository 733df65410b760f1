import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beatClassOfCode, isBeat } from '../../../../app/domain/annotation-codes.ts';
import { BEAT_CLASSES, beatClassIndex } from '../../../../app/domain/beat-class.ts';
import { INVALID_SAMPLE, type SampleReader } from '../../../../app/domain/recording.ts';
import { cleanBeats } from '../../../../app/learning/clean-beats.ts';
import { createRandom } from '../../../../app/random.ts';
import { beatQuality, QUALITY_FLAGS, qualityReasons, windowQuality } from '../../../../app/signal/beat-quality.ts'; // prettier-ignore
import { openRecordingSource, readReferenceAnnotations } from '../../../../main/imports/recording-source.ts'; // prettier-ignore
import { readLeadToMemory } from '../../../../main/learning/memory-lead.ts';
import { hasSharedData, SHARED_DATA } from '../../../support/shared-data.ts';

const RATE = 360;
const GAIN = 200;

function readerOf(samples: Int16Array): SampleReader {
  return {
    sampleRateHz: RATE,
    sampleCount: samples.length,
    leads: [{ name: 'II', units: 'mV', gainPerUnit: GAIN, baseline: 0, calibrated: true }],
    read: (_lead, start, end) =>
      Int16Array.from({ length: end - start }, (_, k) => samples[start + k] ?? INVALID_SAMPLE),
  };
}

/** Twenty beats, one a second, 1 mV high, with a T wave, some wander and a little noise. */
function cleanSignal(seed: number): Int16Array {
  const random = createRandom(seed);
  return Int16Array.from({ length: 20 * RATE }, (_, k) => {
    const t = (k % RATE) / RATE - 0.5;
    const beat = Math.exp(-((t / 0.02) ** 2)) + 0.2 * Math.exp(-(((t - 0.25) / 0.06) ** 2));
    return Math.round(GAIN * (beat + 0.1 * Math.sin(k / 500) + 0.008 * random.normal()));
  });
}
const BEATS = Uint32Array.from({ length: 20 }, (_, beat) => (beat + 0.5) * RATE);

/** The verdicts after `spoil` has changed the stretch around R (at its sample 180) of beat 10. */
function verdictsOf(seed: number, spoil: (stretch: Int16Array) => void): number[] {
  const samples = cleanSignal(seed);
  const centre = BEATS[10] as number;
  spoil(samples.subarray(centre - RATE / 2, centre + 0.7 * RATE));
  return [...beatQuality(readerOf(samples), 0, BEATS)];
}

const seeds = fc.integer({ min: 0, max: 1e6 });
/** Beats 1 to 18 are whole, and their windows reach into their neighbours' seconds. */
const FAR_FROM_SPOILT = [1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14, 15, 16, 17, 18];

describe('the quality of a beat', () => {
  it('is good where the signal is, whatever its polarity', () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), (seed, inverted) => {
        const samples = cleanSignal(seed).map((count) => (inverted ? -count : count));
        const verdicts = beatQuality(readerOf(samples), 0, BEATS);
        expect([...verdicts.subarray(1, 19)]).toEqual(Array.from({ length: 18 }, () => 0));
      }),
      { numRuns: 10 },
    );
  });

  it.each<[keyof typeof QUALITY_FLAGS, (stretch: Int16Array) => void]>([
    ['missing', (stretch) => stretch.fill(INVALID_SAMPLE, 100, 140)],
    ['flat', (stretch) => stretch.fill(stretch[0] as number, 20, 340)],
    ['clipped', (stretch) => stretch.fill(2047, 180, 200)],
    ['jump', (stretch) => { stretch.subarray(220).forEach((count, k) => (stretch[220 + k] = count + 900)); }], // prettier-ignore
    ['noisy', (stretch) => { stretch.forEach((count, k) => (stretch[k] = count + (k % 2 === 0 ? 80 : -80))); }], // prettier-ignore
  ])('says when it is %s, of that beat alone', (reason, spoil) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const verdicts = verdictsOf(seed, spoil);
        expect(qualityReasons(verdicts[10] as number)).toContain(reason);
        expect(FAR_FROM_SPOILT.filter((beat) => verdicts[beat] !== 0)).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('says when the window reaches beyond an end, or everything is missing', () => {
    const verdicts = beatQuality(readerOf(cleanSignal(1)), 0, Uint32Array.of(90, 3780, 7190));
    expect([...verdicts]).toEqual([QUALITY_FLAGS.cutOff, 0, QUALITY_FLAGS.cutOff]);
    const nothing = readerOf(new Int16Array(7200).fill(INVALID_SAMPLE));
    expect([...beatQuality(nothing, 0, Uint32Array.of(3780))]).toEqual([QUALITY_FLAGS.missing]);
  });

  it('of prepared windows finds what is no number, and what never moves', () => {
    const windows = Float32Array.of(0, 1, 2, 0, NaN, 2, 5, 5, 5, 1, Infinity, 0);
    const { notFinite, flat } = QUALITY_FLAGS;
    expect([...windowQuality(windows, 3)]).toEqual([0, notFinite, flat, notFinite]);
  });
});

describe('cleaning', () => {
  it('keeps exactly the good beats, in order, and counts the others by reason and class', () => {
    const set = fc.array(fc.tuple(fc.integer({ min: 0, max: 127 }), fc.nat(4)), { minLength: 1 });
    fc.assert(
      fc.property(set, (beats) => {
        const verdicts = Uint8Array.from(beats, ([verdict]) => verdict);
        const beatClass = Uint8Array.from(beats, ([, own]) => own);
        const positions = Uint32Array.from(beats.keys()).filter((beat) => beat % 3 !== 1);
        const { kept, leftOut } = cleanBeats(positions, verdicts, beatClass, 5);
        expect([...kept]).toEqual([...positions].filter((beat) => verdicts[beat] === 0));
        for (const { reason, byClass } of leftOut) {
          byClass.forEach((count, own) => {
            const expected = positions.filter(
              (beat) =>
                beatClass[beat] === own &&
                ((verdicts[beat] as number) & QUALITY_FLAGS[reason]) !== 0,
            );
            expect(count).toBe(expected.length);
          });
        }
      }),
    );
  });

  it.skipIf(!hasSharedData('mitdb'))(
    'costs the worst records of DS1 less than 1 % of any class',
    async () => {
      const kept = [0, 0, 0, 0, 0];
      const all = [0, 0, 0, 0, 0];
      for (const record of ['116', '203', '207', '208']) {
        const file = path.join(SHARED_DATA, 'mitdb', record);
        const source = await openRecordingSource(file);
        const reader = await readLeadToMemory(source.info, 0, source.chunks());
        const { annotations } = await readReferenceAnnotations(file, 'atr');
        const beats = annotations.filter(({ code }) => isBeat(code));
        const verdicts = beatQuality(
          reader,
          0,
          Uint32Array.from(beats, ({ sample }) => sample),
        );
        beats.forEach(({ code }, beat) => {
          const own = beatClassIndex(beatClassOfCode(code, 'aami-literature') ?? 'Q');
          all[own] = (all[own] ?? 0) + 1;
          if (verdicts[beat] === 0) kept[own] = (kept[own] ?? 0) + 1;
        });
      }
      BEAT_CLASSES.forEach((_, own) => {
        expect(kept[own]).toBeGreaterThanOrEqual(0.99 * (all[own] ?? 0));
      });
    },
  );
});
