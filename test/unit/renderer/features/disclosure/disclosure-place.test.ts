import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  moved,
  pagesInView,
  scrollToShow,
  withNeighbours,
} from '../../../../../renderer/features/disclosure/disclosure-place.ts';
import {
  pageHeightPx,
  pageLayout,
  pageOfRow,
  rowOfSample,
} from '../../../../../renderer/plot/disclosure/page-layout.ts';

const RATE_HZ = 250;
const layout = pageLayout({ sampleCount: 24 * 3600 * RATE_HZ, sampleRateHz: RATE_HZ }, 60, {
  widthPx: 1288,
  heightPx: 572,
});
const page = pageHeightPx(layout);

describe('pages to draw', () => {
  it('are the one that fills the view, or the two that share it', () => {
    expect(pagesInView(layout, 0)).toEqual([0]);
    expect(pagesInView(layout, 3 * page)).toEqual([3]);
    expect(pagesInView(layout, 3.4 * page)).toEqual([3, 4]);
    expect(pagesInView(layout, 1e9)).toEqual([layout.pageCount - 1]);
  });

  it('include what the reader turns to next, within the recording', () => {
    expect(withNeighbours(layout, [0])).toEqual([0, 1]);
    expect(withNeighbours(layout, [5, 6])).toEqual([4, 5, 6, 7]);
    expect(withNeighbours(layout, [layout.pageCount - 1])).toHaveLength(2);
  });
});

describe('following the place', () => {
  it('turns whole pages, and only when the row of the place is out of view', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: layout.sampleCount - 1 }),
        fc.double({ min: 0, max: (layout.pageCount - 1) * page, noNaN: true }),
        (place, scrollTop) => {
          const top = scrollToShow(layout, place, scrollTop) ?? scrollTop;
          const row = rowOfSample(layout, place);
          expect(row * layout.rowHeightPx).toBeGreaterThanOrEqual(top - 1);
          expect((row + 1) * layout.rowHeightPx).toBeLessThanOrEqual(top + page + 1);
          if (top !== scrollTop) expect(top).toBeCloseTo(pageOfRow(layout, row) * page, 6);
        },
      ),
    );
  });

  it('moves by steps, rows and pages that undo each other', () => {
    const place = 7_000_000;
    for (const [on, back] of [
      ['place-on', 'place-back'],
      ['row-on', 'row-back'],
      ['page-on', 'page-back'],
    ] as const) {
      expect(moved(layout, moved(layout, place, on), back)).toBeCloseTo(place, 6);
    }
    expect(moved(layout, place, 'page-on') - place).toBe(14 * 60 * RATE_HZ);
    expect(moved(layout, place, 'go-to-end')).toBe(layout.sampleCount);
  });
});
