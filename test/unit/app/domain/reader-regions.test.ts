import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyRegionEntries,
  planRegionEdit,
  planRegionUndo,
  type RegionEdit,
  type RegionEntry,
  type RegionMarks,
  type RegionVerdict,
} from '../../../../app/domain/reader-regions.ts';

const SAMPLES = 40;

function noMarks(): RegionMarks {
  return { sampleCount: SAMPLES, regions: new Map(), nextRegionId: 1 };
}

const edit = fc
  .record({
    lead: fc.constantFrom(null, 0, 1),
    mark: fc.constantFrom('exclude' as const, 'analyse' as const, 'clear' as const),
    startSample: fc.nat(SAMPLES - 1),
    length: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ length, ...rest }): RegionEdit => ({ ...rest, endSample: rest.startSample + length }));

/** What each sample of a scope is painted with: the definition to test against. */
type Painted = Map<number | null, (RegionVerdict | null)[]>;

function paint(painted: Painted, { lead, mark, startSample, endSample }: RegionEdit): void {
  const scope = painted.get(lead) ?? Array<RegionVerdict | null>(SAMPLES).fill(null);
  painted.set(lead, scope.fill(mark === 'clear' ? null : mark, startSample, endSample));
}

function shown({ regions }: RegionMarks, lead: number | null): (RegionVerdict | null)[] {
  return Array.from({ length: SAMPLES }, (_, sample) => {
    const holding = [...regions.values()].filter(
      (region) => region.lead === lead && region.startSample <= sample && sample < region.endSample,
    );
    expect(holding.length).toBeLessThan(2);
    return holding[0]?.verdict ?? null;
  });
}

describe("a reader's regions", () => {
  it('are painted stretch by stretch and lead by lead, and every step can be taken back', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 15 }), (edits) => {
        const marks = noMarks();
        const painted: Painted = new Map();
        const steps: { entries: RegionEntry[]; before: RegionMarks['regions'] }[] = [];
        for (const each of edits) {
          const before = new Map(marks.regions);
          const wasShown = shown(marks, each.lead);
          paint(painted, each);
          try {
            const entries = planRegionEdit(marks, each, 'AB');
            applyRegionEntries(marks, entries);
            steps.push({ entries, before });
          } catch (error) {
            expect(error).toMatchObject({ code: 'conflict' });
            expect(painted.get(each.lead)).toEqual(wasShown);
          }
          for (const [lead, scope] of painted) expect(shown(marks, lead)).toEqual(scope);
        }
        for (const { entries, before } of steps.toReversed()) {
          applyRegionEntries(marks, planRegionUndo(entries));
          expect(marks.regions).toEqual(before);
        }
      }),
    );
  });

  it('join with those of their kind that they touch, under one id', () => {
    const marks = noMarks();
    const exclude = (startSample: number, endSample: number): void => {
      const request = { lead: null, mark: 'exclude', startSample, endSample } as const;
      applyRegionEntries(marks, planRegionEdit(marks, request, 'AB'));
    };
    exclude(0, 10);
    exclude(20, 30);
    exclude(10, 20);
    expect([...marks.regions.values()]).toEqual([
      { lead: null, verdict: 'exclude', startSample: 0, endSample: 30, reader: 'AB' },
    ]);
  });

  it('lie within the recording', () => {
    const outside = { lead: 0, mark: 'exclude', startSample: 50, endSample: 60 } as const;
    expect(() => planRegionEdit(noMarks(), outside, 'AB')).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    );
  });
});
