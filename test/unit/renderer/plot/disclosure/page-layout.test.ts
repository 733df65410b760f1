import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boxesOf,
  pageHeightPx,
  pageLayout,
  pageOfRow,
  rowOfSample,
  rowsOfPage,
  sampleAtPlace,
  samplesOfRows,
} from '../../../../../renderer/plot/disclosure/page-layout.ts';
import { groupMarks } from '../../../../../renderer/plot/disclosure/paint-marks.ts';

const SIZE = { widthPx: 1288, heightPx: 572 };

const layouts = fc
  .record({
    sampleCount: fc.integer({ min: 1, max: 48 * 3600 * 360 }),
    sampleRateHz: fc.constantFrom(125, 128, 250, 360),
    rowSeconds: fc.constantFrom(30, 60, 120, 300),
    heightPx: fc.integer({ min: 50, max: 2000 }),
  })
  .map(({ sampleCount, sampleRateHz, rowSeconds, heightPx }) =>
    pageLayout({ sampleCount, sampleRateHz }, rowSeconds, { widthPx: 1288, heightPx }),
  );

describe('pages of rows', () => {
  it('hold a day of one-minute rows, each page as high as the window', () => {
    const day = pageLayout({ sampleCount: 24 * 3600 * 250, sampleRateHz: 250 }, 60, SIZE);
    expect(day).toMatchObject({
      rowSamples: 15_000,
      rowCount: 1440,
      rowsPerPage: 14,
      pageCount: 103,
    });
    expect(pageHeightPx(day)).toBeCloseTo(572, 9);
    expect(rowsOfPage(day, 102)).toEqual({ firstRow: 1428, endRow: 1440 });
  });

  it('cover the recording exactly once, each page within itself', () => {
    fc.assert(
      fc.property(layouts, fc.nat(), (layout, any) => {
        const page = any % layout.pageCount;
        const { startSample, endSample } = samplesOfRows(layout, rowsOfPage(layout, page));
        expect(endSample).toBeGreaterThan(startSample);
        const next = samplesOfRows(layout, rowsOfPage(layout, page + 1)).startSample;
        expect(endSample).toBe(page === layout.pageCount - 1 ? layout.sampleCount : next);
        for (const sample of [startSample, endSample - 1]) {
          expect(pageOfRow(layout, rowOfSample(layout, sample))).toBe(page);
        }
      }),
    );
  });

  it('find the sample under a place and the place of a sample', () => {
    fc.assert(
      fc.property(layouts, fc.double({ min: 0, max: 1, noNaN: true }), (layout, share) => {
        const sample = Math.floor(share * (layout.sampleCount - 1));
        const [box] = boxesOf(layout, sample, sample + 1);
        const pixelSamples = layout.rowSamples / (layout.widthPx - layout.gutterPx);
        const found = sampleAtPlace(layout, box?.leftPx ?? 0, (box?.topPx ?? 0) + 1);
        expect(Math.abs(found - sample)).toBeLessThanOrEqual(Math.ceil(pixelSamples));
      }),
    );
  });

  it('show a stretch over a row’s end as two boxes that are as long as it', () => {
    const layout = pageLayout({ sampleCount: 1_000_000, sampleRateHz: 250 }, 60, SIZE);
    const boxes = boxesOf(layout, 14_000, 16_500);
    expect(boxes.map(({ row, leftPx, widthPx }) => [row, leftPx, widthPx])).toEqual([
      [0, 88 + 1120, 80],
      [1, 88, 120],
    ]);
  });
});

describe('letters along a row', () => {
  it('share one where beats of a class are too close, and never leave a class without', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            x: fc.integer({ min: 0, max: 1200 }),
            classIndex: fc.integer({ min: 1, max: 4 }),
          }),
        ),
        (beats) => {
          const sorted = beats.toSorted((a, b) => a.x - b.x);
          const groups = groupMarks(sorted);
          expect(new Set(groups.map((group) => group.classIndex))).toEqual(
            new Set(sorted.map((beat) => beat.classIndex)),
          );
          for (let index = 1; index < groups.length; index += 1) {
            const before = groups[index - 1]?.rightPx ?? 0;
            expect(groups[index]?.leftPx ?? 0).toBeGreaterThanOrEqual(before + 9);
          }
        },
      ),
    );
  });

  it('draw a run as one letter with a bar, apart beats as letters of their own', () => {
    const run = [100, 105, 110].map((x) => ({ x, classIndex: 2 }));
    expect(groupMarks([...run, { x: 140, classIndex: 2 }])).toEqual([
      { classIndex: 2, leftPx: 100, rightPx: 110 },
      { classIndex: 2, leftPx: 140, rightPx: 140 },
    ]);
  });
});
