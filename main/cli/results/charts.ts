import type { ProtocolResult, TestResult } from '../../../app/contract/protocol-result.ts';
import { shareWords, wholeNumberWords } from './figure-words.ts';
import { escaped } from './markup.ts';

/** Pictures of a result as inline SVG and HTML: no script, no font, nothing from elsewhere. */

const WIDTH = 340;
const HEIGHT = 190;
const LEFT = 40;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 22;
/** Colours of the page's style sheet for series, used in turn. */
const COLOURS = 6;

interface Series {
  readonly name: string;
  /** Pairs of x and y; NaN breaks the line. */
  readonly points: readonly (readonly [number, number])[];
  /** Index of its colour. */
  readonly colour: number;
  readonly dashed?: boolean;
}

interface Plot {
  readonly title: string;
  readonly x: string;
  readonly series: readonly Series[];
  readonly lowX: number;
  readonly highX: number;
  readonly lowY: number;
  readonly highY: number;
}

/** Lines over two axes, named in a legend below by colour and dash. */
export function linePlot({ title, x, series, lowX, highX, lowY, highY }: Plot): string {
  const across = (at: number): number =>
    LEFT + ((at - lowX) / Math.max(1e-9, highX - lowX)) * (WIDTH - LEFT - RIGHT);
  const up = (value: number): number =>
    HEIGHT - BOTTOM - ((value - lowY) / Math.max(1e-9, highY - lowY)) * (HEIGHT - BOTTOM - TOP);
  const lines = series.map(
    ({ points, colour, dashed }) =>
      `<path class="c${colour % COLOURS}${dashed === true ? ' dashed' : ''}" d="${pathOf(points, across, up)}"/>`,
  );
  const ticks = [lowY, (lowY + highY) / 2, highY].map(
    (value) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${up(value).toFixed(1)}" y2="${up(value).toFixed(1)}"/>` +
      `<text x="${LEFT - 5}" y="${(up(value) + 4).toFixed(1)}" text-anchor="end">${Number(value.toPrecision(2))}</text>`,
  );
  const ends = [
    `<text x="${LEFT}" y="${HEIGHT - 6}">${Number(lowX.toPrecision(4))}</text>`,
    `<text x="${(LEFT + WIDTH) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${escaped(x)}</text>`,
    `<text x="${WIDTH - RIGHT}" y="${HEIGHT - 6}" text-anchor="end">${Number(highX.toPrecision(4))}</text>`,
  ];
  const legend = series
    .filter(({ name }) => name !== '')
    .map(({ name, colour, dashed }) => {
      const mark = `<svg viewBox="0 0 22 8" width="22" height="8" aria-hidden="true"><path class="c${colour % COLOURS}${dashed === true ? ' dashed' : ''}" d="M0 4H22"/></svg>`;
      return `<li>${mark} ${escaped(name)}</li>`;
    });
  const key = legend.length === 0 ? '' : `<ul class="legend">${legend.join('')}</ul>`;
  return `<figure><figcaption>${escaped(title)}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escaped(title)}">${ticks.join('')}${ends.join('')}${lines.join('')}</svg>${key}</figure>`;
}

/** A point alone between two gaps is drawn as a short dash, else it would not be seen. */
function pathOf(
  points: Series['points'],
  across: (at: number) => number,
  up: (value: number) => number,
): string {
  let path = '';
  let drawing = false;
  points.forEach(([at, value], index) => {
    if (Number.isFinite(value)) {
      const place = `${across(at).toFixed(1)} ${up(value).toFixed(1)}`;
      path += drawing ? `L${place}` : `M${place}`;
      const next = points[index + 1]?.[1] ?? Number.NaN;
      if (!drawing && !Number.isFinite(next)) path += 'h3';
    }
    drawing = Number.isFinite(value);
  });
  return path;
}

/** How right the network is against how sure it is; the diagonal is perfect calibration. */
export function reliabilityPlot({ reliability, calibrationError }: TestResult): string {
  const points = reliability.map(
    ({ confidence, accuracy }) => [confidence ?? 0, accuracy ?? Number.NaN] as const,
  );
  return linePlot({
    title: `Reliability: part that is right by probability; expected calibration error ${shareWords(calibrationError)} %`,
    x: 'probability',
    series: [
      { name: 'this network, first seed', points, colour: 0 },
      {
        name: 'perfect',
        points: [
          [0, 0],
          [1, 1],
        ],
        colour: 5,
        dashed: true,
      },
    ],
    lowX: 0,
    highX: 1,
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
      const percent = sum === 0 ? 0 : Math.round((60 * count) / sum);
      return `<td style="--part:${percent}%">${wholeNumberWords(count)}</td>`;
    });
    return `<tr><th scope="row">${escaped(classes[reference] ?? '')}</th>${cells.join('')}</tr>`;
  });
  return `<figure><figcaption>Reference (rows) against predicted (columns), first seed; shaded by the part of the row</figcaption><table class="confusion"><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></figure>`;
}

/**
 * Beats by class of every set, as recorded and as an epoch of training shows them, on a log scale; and
 * what cleaning left out, by reason.
 */
export function countBars({ counts, contenders }: ProtocolResult): string {
  const all = counts.flatMap(({ before, afterAugmentation }) => [
    ...Object.values(before),
    ...Object.values(afterAugmentation),
  ]);
  if (all.length === 0) return '';
  const largest = Math.log10(1 + Math.max(...all));
  const bar = (count: number, kind: string): string =>
    `<span class="${kind}" style="width:${largest === 0 ? 0 : ((100 * Math.log10(1 + count)) / largest).toFixed(1)}%"></span>`;
  const sets = counts.map(({ set, before, afterAugmentation, leftOut = [] }) => {
    const learner = contenders.find(({ id }) => set === `training, ${id}`);
    const rows = Object.keys(before).map((name) => {
      const count = before[name] ?? 0;
      const after = afterAugmentation[name] ?? 0;
      const words =
        count === after
          ? wholeNumberWords(count)
          : `${wholeNumberWords(count)} → ${wholeNumberWords(after)}`;
      return `<tr><th scope="row">${escaped(name)}</th><td class="bars">${bar(count, 'before')}${count === after ? '' : bar(after, 'after')}</td><td>${words}</td></tr>`;
    });
    const reasons = leftOut.map(({ reason, byClass }) => {
      const beats = Object.values(byClass).reduce((sum, count) => sum + count, 0);
      return `${wholeNumberWords(beats)} ${reason}`;
    });
    const without = reasons.length === 0 ? '' : `<p class="muted">Left out: ${escaped(reasons.join(', '))}.</p>`; // prettier-ignore
    const title = learner === undefined ? set : `training: ${learner.title}`;
    return `<div><table class="counts"><caption>${escaped(title)}</caption><tbody>${rows.join('')}</tbody></table>${without}</div>`;
  });
  return `<h3>Beats by class</h3><p class="muted">Bars are logarithmic: as recorded, and (lighter, →) as an epoch of training shows them.</p><div class="row">${sets.join('')}</div>`;
}
