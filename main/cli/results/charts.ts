import type { ProtocolResult, TestResult } from '../../../app/contract/protocol-result.ts';
import { shareWords, wholeNumberWords } from './figure-words.ts';

/** Pictures of a result as inline SVG and HTML: no script, no font, nothing from elsewhere. */

const WIDTH = 320;
const HEIGHT = 220;
const LEFT = 44;
const BOTTOM = 28;
const TOP = 10;
const COLOURS = ['#2f6b9a', '#b4541f', '#3b7d4f', '#7a4a8c', '#8a6d1d', '#5b5b5b'];

/** Text of markup. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

interface Series {
  readonly name: string;
  /** Pairs of x and y; NaN breaks the line. */
  readonly points: readonly (readonly [number, number])[];
}

interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
  readonly lowY: number;
  readonly highY: number;
}

/** Lines over two axes; each series is named in a legend and by its colour. */
export function linePlot({ title, x, y, series, lowY, highY }: Plot): string {
  const xs = series.flatMap(({ points }) => points.map(([at]) => at));
  const lowX = Math.min(0, ...xs);
  const highX = Math.max(1, ...xs);
  const across = (at: number): number =>
    LEFT + ((at - lowX) / Math.max(1e-9, highX - lowX)) * (WIDTH - LEFT - 8);
  const up = (value: number): number =>
    HEIGHT - BOTTOM - ((value - lowY) / Math.max(1e-9, highY - lowY)) * (HEIGHT - BOTTOM - TOP);
  const lines = series.map(({ name, points }, index) => {
    const path = points
      .filter(([, value]) => Number.isFinite(value))
      .map(
        ([at, value], k) =>
          `${k === 0 ? 'M' : 'L'}${across(at).toFixed(1)} ${up(value).toFixed(1)}`,
      )
      .join('');
    const colour = COLOURS[index % COLOURS.length] ?? '#000';
    const row = TOP + 10 + 13 * index;
    return (
      `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.6"/>` +
      `<text x="${WIDTH - 6}" y="${row}" text-anchor="end" fill="${colour}">${escaped(name)}</text>`
    );
  });
  const ticks = [lowY, (lowY + highY) / 2, highY].map(
    (value) =>
      `<line x1="${LEFT}" x2="${WIDTH - 8}" y1="${up(value)}" y2="${up(value)}" stroke="#ddd"/>` +
      `<text x="${LEFT - 4}" y="${up(value) + 4}" text-anchor="end">${Number(value.toPrecision(3))}</text>`,
  );
  return figure(
    title,
    `${ticks.join('')}${lines.join('')}` +
      `<text x="${WIDTH / 2}" y="${HEIGHT - 6}" text-anchor="middle">${escaped(x)} (${Number(lowX.toPrecision(3))} to ${Number(highX.toPrecision(4))})</text>` +
      `<text x="4" y="${TOP + 4}" class="axis">${escaped(y)}</text>`,
  );
}

/** How right the network is against how sure it is; the diagonal is perfect calibration. */
export function reliabilityPlot({ reliability, calibrationError }: TestResult): string {
  const points = reliability.flatMap(({ confidence, accuracy }): [number, number][] =>
    confidence === null || accuracy === null ? [] : [[confidence, accuracy]],
  );
  return linePlot({
    title: `Reliability, expected calibration error ${shareWords(calibrationError)} %`,
    x: 'probability',
    y: 'part that is right',
    series: [
      { name: 'network', points },
      {
        name: 'perfect',
        points: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
    lowY: 0,
    highY: 1,
  });
}

/** Rows: reference, columns: predicted; shaded by the part of the row. */
export function confusionTable({ classes, confusion }: TestResult): string {
  const head = classes.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  const rows = confusion.map((row, reference) => {
    const sum = row.reduce((total, count) => total + count, 0);
    const cells = row.map((count) => {
      const part = sum === 0 ? 0 : count / sum;
      return `<td style="background:rgba(47,107,154,${(0.75 * part).toFixed(2)})">${wholeNumberWords(count)}</td>`;
    });
    return `<tr><th scope="row">${escaped(classes[reference] ?? '')}</th>${cells.join('')}</tr>`;
  });
  return `<table class="confusion"><caption>Reference (rows) and predicted (columns), first seed</caption><thead><tr><th></th>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** Beats by class of every set, before and after what training makes of them; a log scale. */
export function countBars({ counts }: ProtocolResult): string {
  const bars = counts.flatMap(({ set, before, afterAugmentation }) =>
    Object.keys(before).map((name) => ({
      label: `${set}, ${name}`,
      before: before[name] ?? 0,
      after: afterAugmentation[name] ?? 0,
    })),
  );
  if (bars.length === 0) return '';
  const largest = Math.log10(1 + Math.max(...bars.flatMap(({ before, after }) => [before, after])));
  const length = (count: number): number =>
    largest === 0 ? 0 : (260 * Math.log10(1 + count)) / largest;
  const rows = bars.map(({ label, before, after }, index) => {
    const y = 18 * index;
    return (
      `<text x="196" y="${y + 12}" text-anchor="end">${escaped(label)}</text>` +
      `<rect x="200" y="${y + 2}" width="${length(before).toFixed(1)}" height="6" fill="${COLOURS[0]}"/>` +
      `<rect x="200" y="${y + 9}" width="${length(after).toFixed(1)}" height="6" fill="${COLOURS[1]}"/>` +
      `<text x="${206 + length(Math.max(before, after))}" y="${y + 12}">${before === after ? before : `${before} / ${after}`}</text>`
    );
  });
  return `<figure><figcaption>Class counts, logarithmic: recorded (blue) and in an epoch of training (brown)</figcaption><svg viewBox="0 0 560 ${18 * bars.length + 4}" width="560" role="img" aria-label="Class counts">${rows.join('')}</svg></figure>`;
}

function figure(title: string, content: string): string {
  return `<figure><figcaption>${escaped(title)}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" role="img" aria-label="${escaped(title)}">${content}</svg></figure>`;
}
