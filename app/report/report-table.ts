import { lines, MM_PER_POINT, type TextMark } from './marks.ts';
import { breakLines, type PageFlow } from './page-flow.ts';
import type { Listing } from './report-content.ts';

const SIZE_PT = 8;
const HEAD_PT = 7.5;
const ROW_MM = 4.4;
const LINE_MM = SIZE_PT * 1.3 * MM_PER_POINT;
const GAP_MM = 3;
/** Of the table's width, at most, for a column of texts: longer ones wrap. */
const WIDEST_TEXT_SHARE = 0.5;
/** What stands for a figure that was not assessed; the table's note says so. */
const NO_FIGURE = '–';

interface Column {
  readonly heading: readonly string[];
  readonly startMm: number;
  readonly widthMm: number;
  /** Numbers stand at the end of their column. */
  readonly isNumber: boolean;
}

/** A table with its head repeated on every page; long texts wrap, numbers do not. */
export function putTable(flow: PageFlow, listing: Pick<Listing, 'columns' | 'rows'>): void {
  const rows = listing.rows.map((row) => row.map((cell) => cell ?? NO_FIGURE));
  const columns = columnsOf(flow, listing.columns, rows);
  const put = (
    { isNumber, startMm, widthMm }: Column,
    yMm: number,
    text: string,
    style: Pick<TextMark, 'sizePt' | 'weight' | 'ink'>,
  ): void => {
    if (isNumber) flow.text(startMm + widthMm - GAP_MM, yMm, text, { ...style, anchor: 'end' });
    else flow.text(startMm, yMm, text, style);
  };
  const headLines = Math.max(1, ...columns.map(({ heading }) => heading.length));
  const headMm = ROW_MM + (headLines - 1) * LINE_MM;
  const head = (): void => {
    flow.skip(headMm);
    for (const column of columns) {
      column.heading.forEach((line, index) => {
        const yMm = flow.yMm - 1.2 - (column.heading.length - 1 - index) * LINE_MM;
        put(column, yMm, line, { sizePt: HEAD_PT, weight: 'strong', ink: 'muted' });
      });
    }
    flow.rule();
  };
  flow.need(headMm + 2 * ROW_MM);
  head();
  // A comment may be longer than a page: its row goes on, on the next.
  const linesAPage = Math.floor((flow.fullHeightMm - headMm - 2 * ROW_MM) / LINE_MM);
  for (const row of rows) {
    const broken = columns.map(({ isNumber, widthMm }, column) =>
      isNumber
        ? [row[column] ?? '']
        : breakLines(row[column] ?? '', widthMm - GAP_MM, (text) =>
            flow.measure(text, SIZE_PT, 'regular'),
          ),
    );
    const lineCount = Math.max(1, ...broken.map(({ length }) => length));
    for (let first = 0; first < lineCount; first += linesAPage) {
      const heightMm = ROW_MM + (Math.min(linesAPage, lineCount - first) - 1) * LINE_MM;
      const page = flow.pages.length;
      flow.need(heightMm);
      if (flow.pages.length > page) head();
      columns.forEach((column, index) => {
        broken[index]?.slice(first, first + linesAPage).forEach((line, lineIndex) => {
          const yMm = flow.yMm + ROW_MM - 1.2 + lineIndex * LINE_MM;
          put(column, yMm, line, { sizePt: SIZE_PT, weight: 'regular', ink: 'text' });
        });
      });
      flow.skip(heightMm);
    }
    flow.add(lines([[flow.leftMm, flow.yMm, flow.rightMm, flow.yMm]], 0.1, 'line'));
  }
}

/** As wide as what stands in them; what room is left, or lacks, the columns share. */
function columnsOf(
  flow: PageFlow,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): Column[] {
  const measured = headings.map((title, column) => {
    const cells = rows.map((row) => row[column] ?? '');
    const isNumber = column > 0 && cells.every((cell) => /^[-–\d\s.,%]*$/.test(cell));
    const cellMm = cells.reduce(
      (most, cell) => Math.max(most, flow.measure(cell, SIZE_PT, 'regular')),
      0,
    );
    const headMm = Math.max(
      ...title.split(' ').map((word) => flow.measure(word, HEAD_PT, 'strong')),
    );
    const mostMm = isNumber ? Infinity : WIDEST_TEXT_SHARE * flow.widthMm;
    return { title, isNumber, widthMm: Math.min(mostMm, Math.max(cellMm, headMm) + GAP_MM) };
  });
  const widthOf = (some: readonly { readonly widthMm: number }[]): number =>
    some.reduce((sum, { widthMm }) => sum + widthMm, 0);
  const spareMm = flow.widthMm - widthOf(measured);
  const sharing = spareMm > 0 ? measured : measured.filter(({ isNumber }) => !isNumber);
  const factor = 1 + spareMm / widthOf(sharing);
  let startMm = flow.leftMm;
  return measured.map((column) => {
    const { title, isNumber } = column;
    const widthMm = column.widthMm * (sharing.includes(column) ? factor : 1);
    const heading = breakLines(title, widthMm - GAP_MM + 0.01, (text) =>
      flow.measure(text, HEAD_PT, 'strong'),
    );
    const place = { heading, isNumber, startMm, widthMm };
    startMm += widthMm;
    return place;
  });
}
