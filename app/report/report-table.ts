import { breakLines, type PageFlow } from './page-flow.ts';
import { lines, MM_PER_POINT, type Ink } from './marks.ts';

export interface ReportColumn {
  readonly title: string;
  /** Share of the table's width. */
  readonly share: number;
  /** Numbers stand at the end of their column. */
  readonly isNumber?: boolean;
}

const SIZE_PT = 8;
const HEAD_PT = 7.5;
const ROW_MM = 4.4;
const LINE_MM = SIZE_PT * 1.3 * MM_PER_POINT;
const GAP_MM = 2;

/** A table with its head repeated on every page; long texts wrap, numbers do not. */
export function putTable(
  flow: PageFlow,
  columns: readonly ReportColumn[],
  rows: readonly (readonly string[])[],
  options: { readonly ink?: (row: number, column: number) => Ink } = {},
): void {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  let startMm = flow.leftMm;
  const places = columns.map(({ share }) => {
    const widthMm = (flow.widthMm * share) / total;
    const place = { startMm, widthMm };
    startMm += widthMm;
    return place;
  });
  const put = (
    column: number,
    yMm: number,
    text: string,
    style: { sizePt: number; weight: 'regular' | 'strong'; ink: Ink },
  ): void => {
    const place = places[column];
    if (place === undefined) return;
    if (columns[column]?.isNumber === true) {
      flow.text(place.startMm + place.widthMm - GAP_MM, yMm, text, { ...style, anchor: 'end' });
    } else flow.text(place.startMm, yMm, text, style);
  };
  const head = (): void => {
    flow.skip(ROW_MM);
    columns.forEach(({ title }, column) => {
      put(column, flow.yMm - 1.2, title, { sizePt: HEAD_PT, weight: 'strong', ink: 'muted' });
    });
    flow.rule();
  };
  flow.need(3 * ROW_MM);
  head();
  rows.forEach((row, index) => {
    const broken = row.map((cell, column) =>
      columns[column]?.isNumber === true
        ? [cell]
        : breakLines(cell, (places[column]?.widthMm ?? 0) - GAP_MM, (text) =>
            flow.measure(text, SIZE_PT, 'regular'),
          ),
    );
    const lineCount = Math.max(1, ...broken.map(({ length }) => length));
    // A comment may be longer than a page: its row goes on, on the next.
    const linesAPage = Math.floor((flow.fullHeightMm - 3 * ROW_MM) / LINE_MM);
    for (let first = 0; first < lineCount; first += linesAPage) {
      const part = broken.map((cell) => cell.slice(first, first + linesAPage));
      const heightMm = ROW_MM + (Math.min(linesAPage, lineCount - first) - 1) * LINE_MM;
      const page = flow.pages.length;
      flow.need(heightMm);
      if (flow.pages.length > page) head();
      part.forEach((cell, column) => {
        cell.forEach((line, lineIndex) => {
          put(column, flow.yMm + ROW_MM - 1.2 + lineIndex * LINE_MM, line, {
            sizePt: SIZE_PT,
            weight: 'regular',
            ink: options.ink?.(index, column) ?? 'text',
          });
        });
      });
      flow.skip(heightMm);
    }
    flow.add(lines([[flow.leftMm, flow.yMm, flow.rightMm, flow.yMm]], 0.1, 'line'));
  });
}
