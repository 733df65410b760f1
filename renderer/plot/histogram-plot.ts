import uPlot from 'uplot';
import type { TrendPlotKind } from './trend-plot.svelte.ts';

/** Counts of RR intervals by length. */
export interface HistogramData {
  readonly binMs: number;
  /** Lower edge of the first bin. */
  readonly fromMs: number;
  readonly all: readonly number[];
  /** Those of `all` that are NN intervals. */
  readonly nn: readonly number[];
  /** What the last bin holds, in words; empty when it holds nothing. */
  readonly beyond: string;
}

const WORDS_GAP_PX = 5;

/** Empty room on either side of the outermost bins that hold something. */
const MARGIN_MS = 60;

export const HISTOGRAM_PLOT: TrendPlotKind<HistogramData> = {
  scales: (now) => ({
    x: { time: false, range: () => filledRange(now().data) },
    y: { range: (_plot, _low, high) => [0, Math.max(1, 1.05 * high)] },
  }),
  axes: () => [
    { incrs: [50, 100, 200, 500, 1000] },
    { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000] },
  ],
  // Unseen: it gives the scales their values.
  series: () => [{ stroke: 'transparent', points: { show: false } }],
  aligned: ({ all, fromMs, binMs }) => [
    all.map((_, bin) => fromMs + (bin + 0.5) * binMs),
    [...all],
  ],
  paint: (plot, { theme, data }) => {
    const { ctx, bbox } = plot;
    const ratio = uPlot.pxRatio;
    const bottom = bbox.top + bbox.height;
    const bar = (count: number, left: number, width: number): void => {
      if (count === 0) return;
      // At least a pixel: a single long interval must be seen.
      const tall = Math.max(ratio, bottom - plot.valToPos(count, 'y', true));
      ctx.fillRect(left, bottom - tall, width, tall);
    };
    data.all.forEach((count, bin) => {
      const left = Math.round(plot.valToPos(data.fromMs + bin * data.binMs, 'x', true));
      const right = Math.round(plot.valToPos(data.fromMs + (bin + 1) * data.binMs, 'x', true));
      const width = Math.max(ratio, right - left);
      ctx.fillStyle = theme.selection;
      bar(count, left, width);
      ctx.fillStyle = theme.textMuted;
      bar(data.nn[bin] ?? 0, left, width);
    });
    if (data.beyond === '') return;
    // Intervals of many lengths share this bar: without words it would be one spike too many.
    const right = plot.valToPos(data.fromMs + data.all.length * data.binMs, 'x', true);
    const top = plot.valToPos(data.all.at(-1) ?? 0, 'y', true);
    const sizePx = `${11 * ratio}px`;
    ctx.font = `${sizePx} ${theme.fontFamily}`;
    ctx.fillStyle = theme.textMuted;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'bottom';
    const words = bbox.top + 14 * ratio;
    ctx.fillText(data.beyond, right, Math.max(words, Math.min(top, bottom) - WORDS_GAP_PX * ratio));
  },
};

function filledRange({ all, fromMs, binMs }: HistogramData): [number, number] {
  const first = all.findIndex((count) => count > 0);
  const last = all.findLastIndex((count) => count > 0);
  if (first < 0) return [0, 1000];
  return [Math.max(0, fromMs + first * binMs - MARGIN_MS), fromMs + (last + 1) * binMs + MARGIN_MS];
}
