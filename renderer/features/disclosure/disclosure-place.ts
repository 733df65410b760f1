import {
  pageHeightPx,
  pageOfRow,
  rowOfSample,
  type PageLayout,
  type StripView,
} from '../../plot/index.ts';

/** Share of a row that an arrow key moves on. */
const STEP_OF_ROW = 1 / 12;

/** Where keys take the place of the recording that all its views share: the middle of the strips. */
export type DisclosureMove =
  | 'place-back'
  | 'place-on'
  | 'row-back'
  | 'row-on'
  | 'page-back'
  | 'page-on'
  | 'go-to-start'
  | 'go-to-end';

export function placeOf(view: StripView): number {
  return view.startSample + view.visibleSamples / 2;
}

/** The sample that a move leads to; it may lie outside the recording. */
export function moved(layout: PageLayout, place: number, move: DisclosureMove): number {
  const { rowSamples, rowsPerPage, sampleCount } = layout;
  switch (move) {
    case 'place-back':
      return place - STEP_OF_ROW * rowSamples;
    case 'place-on':
      return place + STEP_OF_ROW * rowSamples;
    case 'row-back':
      return place - rowSamples;
    case 'row-on':
      return place + rowSamples;
    case 'page-back':
      return place - rowsPerPage * rowSamples;
    case 'page-on':
      return place + rowsPerPage * rowSamples;
    case 'go-to-start':
      return 0;
    case 'go-to-end':
      return sampleCount;
  }
}

/** Where to scroll so that the place is in view, whole pages at a time; null where it is. */
export function scrollToShow(
  layout: PageLayout,
  place: number,
  scrollTopPx: number,
): number | null {
  const row = rowOfSample(layout, place);
  const top = row * layout.rowHeightPx;
  const page = pageHeightPx(layout);
  if (top >= scrollTopPx - 1 && top + layout.rowHeightPx <= scrollTopPx + page + 1) return null;
  return pageOfRow(layout, row) * page;
}

/** Pages that the view touches when it is scrolled so far. */
export function pagesInView(layout: PageLayout, scrollTopPx: number): number[] {
  const height = pageHeightPx(layout);
  const last = layout.pageCount - 1;
  const from = Math.min(last, Math.max(0, Math.floor(scrollTopPx / height)));
  // A page that only its first pixel reaches is not in view.
  const to = Math.min(last, Math.max(from, Math.ceil((scrollTopPx + height - 1) / height) - 1));
  return Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
}

/** Pages together with the one before and the one after, which a reader turns to next. */
export function withNeighbours({ pageCount }: PageLayout, pages: readonly number[]): number[] {
  const first = (pages[0] ?? 0) - 1;
  const last = (pages.at(-1) ?? 0) + 1;
  return [first, ...pages, last].filter((page) => page >= 0 && page < pageCount);
}
