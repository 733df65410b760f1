import uPlot from 'uplot';
import { paintHatching } from './overlays/hatching.ts';
import type { Drawn, TrendPlotKind } from './trend-plot.svelte.ts';

/** Heart-rate extremes in fine bins over the day, ectopic beats in coarser ones beneath. */
export interface DayData {
  readonly durationS: number;
  readonly rateBinS: number;
  /** Beats a minute; NaN where a bin has none. */
  readonly minBpm: Float32Array;
  readonly maxBpm: Float32Array;
  /** Length of a bin that ectopic beats are counted in. */
  readonly binS: number;
  /** Seconds at which those bins begin, and the end of the last one. */
  readonly edgesS: readonly number[];
  /** Beats of the fullest of them: the height of the bars. */
  readonly most: number;
  /** Per bin, from the bottom of the stack upwards. */
  readonly stacks: readonly { readonly counts: readonly number[]; readonly classIndex: number }[];
  /** Stretches left out, seconds. */
  readonly excluded: readonly { readonly startS: number; readonly endS: number }[];
  readonly formatTime: (seconds: number) => string;
}

/** Share of the height that the bars take. */
const BARS_SHARE = 0.3;
const BARS_GAP_PX = 8;
const TIME_STEPS_S = [60, 300, 600, 1800, 3600, 7200, 10_800, 14_400, 21_600];
/** A time label closer to the end than half its width would be cut off. */
const LABEL_HALF_PX = 26;

export const DAY_PLOT: TrendPlotKind<DayData> = {
  scales: (now) => ({
    x: { time: false, range: () => [0, now().data.durationS] },
    y: { range: (_plot, low, high) => rateRange(low, high) },
  }),
  axes: (now) => [
    {
      incrs: TIME_STEPS_S,
      values: (plot, splits) =>
        splits.map((seconds) =>
          plot.valToPos(seconds, 'x') < plot.bbox.width / uPlot.pxRatio - LABEL_HALF_PX
            ? now().data.formatTime(seconds)
            : null,
        ),
    },
    {
      incrs: [10, 20, 50, 100],
      // What would lie beside the bars belongs to no rate.
      filter: (plot, splits) =>
        splits.map((bpm) =>
          plot.valToPos(bpm, 'y') < ((1 - BARS_SHARE) * plot.bbox.height) / uPlot.pxRatio
            ? bpm
            : null,
        ),
    },
  ],
  series: (now) => {
    const outline: uPlot.Series = {
      width: 1,
      stroke: () => now().theme.textMuted,
      fill: () => 'transparent',
      points: { show: false },
    };
    return [outline, outline];
  },
  aligned: ({ minBpm, maxBpm, rateBinS }) => {
    const orGap = (value: number): number | null => (Number.isNaN(value) ? null : value);
    return [
      Float64Array.from(minBpm, (_, bin) => (bin + 0.5) * rateBinS),
      Array.from(minBpm, orGap),
      Array.from(maxBpm, orGap),
    ];
  },
  paint: (plot, drawn) => {
    paintBand(plot, drawn);
    paintExcluded(plot, drawn);
    paintBars(plot, drawn);
  },
};

/** Leaves the lowest part of the plot to the bars. */
function rateRange(low: number | null, high: number | null): uPlot.Range.MinMax {
  const least = Math.floor(((low ?? 60) - 5) / 10) * 10;
  const most = Math.max(least + 40, Math.ceil(((high ?? 100) + 5) / 10) * 10);
  return [most - (most - least) / (1 - BARS_SHARE), most];
}

/** Between the lowest and the highest rate of every bin; at least a line. */
function paintBand(plot: uPlot, { theme, data }: Drawn<DayData>): void {
  const { ctx } = plot;
  const width = Math.max(
    uPlot.pxRatio,
    (plot.bbox.width * data.rateBinS) / data.durationS + 0.5 * uPlot.pxRatio,
  );
  ctx.fillStyle = `${theme.trace}40`;
  for (let bin = 0; bin < data.minBpm.length; bin += 1) {
    const low = data.minBpm[bin] ?? NaN;
    if (Number.isNaN(low)) continue;
    const x = plot.valToPos(bin * data.rateBinS, 'x', true);
    const top = plot.valToPos(data.maxBpm[bin] ?? low, 'y', true);
    ctx.fillRect(x, top, width, Math.max(1, plot.valToPos(low, 'y', true) - top));
  }
}

function paintExcluded(plot: uPlot, { theme, data }: Drawn<DayData>): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  ctx.save();
  // uPlot paints in device pixels, everything else in CSS pixels.
  ctx.scale(ratio, ratio);
  for (const { startS, endS } of data.excluded) {
    const left = plot.valToPos(startS, 'x', true) / ratio;
    const width = Math.max(1, plot.valToPos(endS, 'x', true) / ratio - left);
    paintHatching(ctx, theme, { left, top: bbox.top / ratio, width, height: bbox.height / ratio });
  }
  ctx.restore();
}

function paintBars(plot: uPlot, { theme, data }: Drawn<DayData>): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const bottom = bbox.top + bbox.height;
  const height = BARS_SHARE * bbox.height - BARS_GAP_PX * ratio;
  const most = Math.max(1, data.most);
  for (let bin = 0; bin + 1 < data.edgesS.length; bin += 1) {
    const left = Math.round(plot.valToPos(data.edgesS[bin] ?? 0, 'x', true)) + ratio;
    const right = Math.round(plot.valToPos(data.edgesS[bin + 1] ?? 0, 'x', true)) - ratio;
    let base = bottom;
    for (const { counts, classIndex } of data.stacks) {
      const count = counts[bin] ?? 0;
      if (count === 0) continue;
      // At least a pixel: one V in an hour must be seen beside an hour with three hundred.
      const tall = Math.max(ratio, Math.round((count / most) * height));
      ctx.fillStyle = theme.classColours[classIndex] ?? theme.text;
      ctx.fillRect(left, base - tall, Math.max(ratio, right - left), tall);
      base -= tall;
    }
  }
  ctx.fillStyle = theme.line;
  ctx.fillRect(bbox.left, bottom - height - 4 * ratio, bbox.width, ratio);
}
