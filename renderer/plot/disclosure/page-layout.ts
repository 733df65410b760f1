/**
 * Geometry of a full disclosure: the whole recording as rows of equal length, as many rows to a
 * page as the window is high. Lengths in CSS pixels, times in samples from the recording's start.
 */
export interface PageLayout {
  readonly sampleCount: number;
  /** Samples of a row; whole, so that rows and pages begin at samples. */
  readonly rowSamples: number;
  readonly rowCount: number;
  readonly rowsPerPage: number;
  readonly pageCount: number;
  /** A page fills the window exactly, so this need not be whole. */
  readonly rowHeightPx: number;
  /** Where the traces begin: right of the times. */
  readonly gutterPx: number;
  readonly widthPx: number;
}

export interface PageSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Room for "+1 d 23:59:59" above "112 bpm". */
const GUTTER_PX = 88;
/** A row less high shows nothing of a P wave; rows share the rest of the window. */
const ROW_HEIGHT_PX = 40;
const FEWEST_ROWS = 4;

export function pageLayout(
  recording: { readonly sampleCount: number; readonly sampleRateHz: number },
  rowSeconds: number,
  { widthPx, heightPx }: PageSize,
): PageLayout {
  const rowSamples = Math.round(rowSeconds * recording.sampleRateHz);
  const rowCount = Math.max(1, Math.ceil(recording.sampleCount / rowSamples));
  const rowsPerPage = Math.max(FEWEST_ROWS, Math.floor(heightPx / ROW_HEIGHT_PX));
  return {
    sampleCount: recording.sampleCount,
    rowSamples,
    rowCount,
    rowsPerPage,
    pageCount: Math.ceil(rowCount / rowsPerPage),
    rowHeightPx: Math.max(1, heightPx / rowsPerPage),
    gutterPx: GUTTER_PX,
    widthPx,
  };
}

export function pageHeightPx({ rowsPerPage, rowHeightPx }: PageLayout): number {
  return rowsPerPage * rowHeightPx;
}

export function traceWidthPx({ widthPx, gutterPx }: PageLayout): number {
  return Math.max(1, widthPx - gutterPx);
}

/** Rows of a page, [firstRow, endRow); the last page may have fewer. */
export function rowsOfPage(layout: PageLayout, page: number): { firstRow: number; endRow: number } {
  const firstRow = page * layout.rowsPerPage;
  return { firstRow, endRow: Math.min(firstRow + layout.rowsPerPage, layout.rowCount) };
}

/** Samples of rows [firstRow, endRow), within the recording. */
export function samplesOfRows(
  { rowSamples, sampleCount }: PageLayout,
  { firstRow, endRow }: { firstRow: number; endRow: number },
): { startSample: number; endSample: number } {
  return {
    startSample: firstRow * rowSamples,
    endSample: Math.min(endRow * rowSamples, sampleCount),
  };
}

export function rowOfSample({ rowSamples, rowCount }: PageLayout, sample: number): number {
  return Math.min(Math.max(0, Math.floor(sample / rowSamples)), rowCount - 1);
}

export function pageOfRow({ rowsPerPage }: PageLayout, row: number): number {
  return Math.floor(row / rowsPerPage);
}

/** The sample under a place of the whole disclosure, within the row and the recording. */
export function sampleAtPlace(layout: PageLayout, x: number, y: number): number {
  const row = Math.min(Math.max(0, Math.floor(y / layout.rowHeightPx)), layout.rowCount - 1);
  const share = Math.min(Math.max(0, (x - layout.gutterPx) / traceWidthPx(layout)), 1);
  const inRow = Math.min(Math.floor(share * layout.rowSamples), layout.rowSamples - 1);
  return Math.max(0, Math.min(row * layout.rowSamples + inRow, layout.sampleCount - 1));
}

/** A stretch of time as one box per row that it touches. */
export interface RowBox {
  readonly row: number;
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
}

export function boxesOf(layout: PageLayout, startSample: number, endSample: number): RowBox[] {
  const { rowSamples, rowHeightPx, gutterPx } = layout;
  const pixelsPerSample = traceWidthPx(layout) / rowSamples;
  const boxes: RowBox[] = [];
  const lastRow = rowOfSample(layout, Math.max(startSample, endSample - 1));
  for (let row = rowOfSample(layout, startSample); row <= lastRow; row += 1) {
    const from = Math.max(startSample, row * rowSamples) - row * rowSamples;
    const to = Math.min(endSample, (row + 1) * rowSamples) - row * rowSamples;
    boxes.push({
      row,
      leftPx: gutterPx + from * pixelsPerSample,
      topPx: row * rowHeightPx,
      widthPx: Math.max(1, (to - from) * pixelsPerSample),
    });
  }
  return boxes;
}
