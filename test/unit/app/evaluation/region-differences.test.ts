import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  applyRegionEntries,
  planRegionEdit,
  type ReaderRegion,
} from '../../../../app/domain/reader-regions.ts';
import { createReading, type Reading } from '../../../../app/domain/reading.ts';
import {
  compareRegions,
  planAgreedRegions,
  planStretch,
  verdictOn,
} from '../../../../app/evaluation/region-differences.ts';
import { timeAgreement } from '../../../../app/evaluation/time-agreement.ts';

const RECORDING = { sampleRateHz: 100, sampleCount: 600 };

const edit = fc.record({
  startSample: fc.nat(590),
  endSample: fc.integer({ min: 1, max: 600 }),
  lead: fc.constantFrom(null, 0, 1),
  mark: fc.constantFrom('exclude' as const, 'analyse' as const, 'clear' as const),
});

function read(reader: string, edits: readonly Parameters<typeof planRegionEdit>[1][]): Reading {
  const reading = createReading(new Uint32Array(), RECORDING.sampleCount);
  for (const wanted of edits) {
    try {
      applyRegionEntries(reading, planRegionEdit(reading, wanted, reader));
    } catch {
      // Generated marks may be empty, or change nothing.
    }
  }
  return reading;
}

/** What is said of every sample of a scope. */
function said(reading: Reading, lead: number | null): (string | null)[] {
  return Array.from({ length: RECORDING.sampleCount }, (_, startSample) =>
    verdictOn(reading, { lead, startSample, endSample: startSample + 1 }),
  );
}

it('takes two readings apart so that settling every difference for one of them gives that one', () => {
  const chosen = fc.constantFrom('first' as const, 'second' as const);
  fc.assert(
    fc.property(
      fc.array(edit, { maxLength: 6 }),
      fc.array(edit, { maxLength: 6 }),
      chosen,
      (a, b, side) => {
        const [first, second] = [read('Ada', a), read('Ben', b)];
        const compared = compareRegions(
          [...first.regions.values()],
          [...second.regions.values()],
          RECORDING,
        );
        const reading = createReading(new Uint32Array(), RECORDING.sampleCount);
        applyRegionEntries(reading, planAgreedRegions(reading, compared, 'Ada'));
        for (const difference of compared.differences) {
          expect(difference.first).not.toBe(difference.second);
          const entries = planStretch(reading, difference, difference[side], 'Cy');
          // The log says that it was decided, also when nothing changes.
          expect(entries.length).toBeGreaterThan(0);
          applyRegionEntries(reading, entries);
          expect(verdictOn(reading, difference)).toBe(difference[side]);
        }
        // Edges up to 150 ms apart are the same, as the first reader has them.
        const wanted = side === 'first' ? first : second;
        for (const lead of [null, 0, 1]) {
          const now = said(reading, lead);
          const ofFirst = said(first, lead);
          said(wanted, lead).forEach((verdict, sample) => {
            if (now[sample] === verdict) return;
            expect(now[sample]).toBe(ofFirst[sample]);
            expect(compared.differences.some((d) => d.lead === lead && d.startSample <= sample && sample < d.endSample)).toBe(false); // prettier-ignore
          });
        }
      },
    ),
  );
});

it('lists what one reader left out and the other did not, and no trembling of the hand', () => {
  const region = (startSample: number, endSample: number, verdict: ReaderRegion['verdict'] = 'exclude', lead: number | null = null): ReaderRegion => ({ startSample, endSample, verdict, lead, reader: 'AB' }); // prettier-ignore
  const { agreed, differences } = compareRegions(
    [region(100, 200), region(300, 400), region(500, 550, 'exclude', 1)],
    [region(110, 260), region(500, 550, 'analyse', 1)],
    RECORDING,
  );
  expect(differences).toEqual([
    { startSample: 200, endSample: 260, lead: null, first: null, second: 'exclude' },
    { startSample: 300, endSample: 400, lead: null, first: 'exclude', second: null },
    { startSample: 500, endSample: 550, lead: 1, first: 'exclude', second: 'analyse' },
  ]);
  const reading = createReading(new Uint32Array(), RECORDING.sampleCount);
  expect(
    planAgreedRegions(reading, { agreed, differences }, 'AB').map(({ after }) => after),
  ).toEqual([region(100, 200)]);
});

it('counts how far two readings leave out the same time', () => {
  const span = (startSample: number, endSample: number) => ({ startSample, endSample });
  // Two leads of 6 s: 1 s and 2 s against 2 s and 1 s, of which 1.5 s are common.
  const agreement = timeAgreement(
    [[span(0, 100)], [span(100, 300)]],
    [[span(50, 250)], [span(100, 200)]],
    RECORDING,
  );
  expect(agreement).toMatchObject({ totalS: 12, firstS: 3, secondS: 3, bothS: 1.5, agreedS: 9 });
  // Observed 0.75, by chance 0.25 x 0.25 + 0.75 x 0.75.
  expect(agreement.kappa).toBeCloseTo((0.75 - 0.625) / (1 - 0.625), 10);
  expect(timeAgreement([[]], [[]], RECORDING)).toMatchObject({ agreedS: 6, kappa: null });
});
