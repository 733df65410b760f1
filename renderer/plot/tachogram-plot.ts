import uPlot from 'uplot';
import { addClassShape, isHollowShape } from './overlays/class-shape.ts';
import type { TrendPlotKind } from './trend-plot.svelte.ts';

/** RR intervals one after another; columns in order of time. */
export interface TachogramData {
  readonly fromS: number;
  readonly toS: number;
  /** When the beat comes that ends the interval. */
  readonly timeS: Float64Array;
  /** NaN where there is no interval. */
  readonly intervalMs: Float64Array;
  /** Class of that beat: index into BEAT_CLASSES. */
  readonly beatClass: Uint8Array;
  readonly formatTime: (seconds: number) => string;
}

const NORMAL_RADIUS_PX = 1.5;
const ECTOPIC_RADIUS_PX = 3.6;
/** Where more beats than this are ectopic their marks are smaller, and N between them can be seen. */
const CROWD = 60;
const CROWDED_RADIUS_PX = 2.4;
const NORMAL = 0;
const LABEL_HALF_PX = 26;

export const TACHOGRAM_PLOT: TrendPlotKind<TachogramData> = {
  scales: (now) => ({
    x: { time: false, range: () => [now().data.fromS, now().data.toS] },
    y: { range: (_plot, low, high) => intervalRange(low, high) },
  }),
  axes: (now) => [
    {
      incrs: [10, 30, 60, 120, 300],
      values: (plot, splits) =>
        splits.map((seconds) =>
          plot.valToPos(seconds, 'x') < plot.bbox.width / uPlot.pxRatio - LABEL_HALF_PX
            ? now().data.formatTime(seconds)
            : null,
        ),
    },
    { incrs: [50, 100, 200, 500, 1000] },
  ],
  series: (now) => [
    { width: 1, stroke: () => `${now().theme.textMuted}99`, points: { show: false } },
  ],
  aligned: ({ timeS, intervalMs }) => [
    timeS,
    Array.from(intervalMs, (ms) => (Number.isNaN(ms) ? null : ms)),
  ],
  paint: (plot, { theme, data }) => {
    const { ctx } = plot;
    const ratio = uPlot.pxRatio;
    ctx.lineWidth = 1.5 * ratio;
    const ectopic = data.beatClass.reduce((sum, at) => sum + Number(at !== NORMAL), 0);
    const ectopicRadius = ectopic > CROWD ? CROWDED_RADIUS_PX : ECTOPIC_RADIUS_PX;
    for (let beat = 0; beat < data.timeS.length; beat += 1) {
      const ms = data.intervalMs[beat] ?? NaN;
      if (Number.isNaN(ms)) continue;
      const classIndex = data.beatClass[beat] ?? NORMAL;
      const colour = theme.classColours[classIndex] ?? theme.text;
      const x = plot.valToPos(data.timeS[beat] ?? 0, 'x', true);
      const y = plot.valToPos(ms, 'y', true);
      const radius = classIndex === NORMAL ? NORMAL_RADIUS_PX : ectopicRadius;
      ctx.fillStyle = colour;
      ctx.strokeStyle = colour;
      ctx.beginPath();
      addClassShape(ctx, classIndex, x, y, radius * ratio);
      if (isHollowShape(classIndex)) ctx.stroke();
      else ctx.fill();
    }
  },
};

function intervalRange(low: number | null, high: number | null): uPlot.Range.MinMax {
  const least = Math.floor(((low ?? 600) - 40) / 50) * 50;
  return [Math.max(0, least), Math.max(least + 200, Math.ceil(((high ?? 1000) + 40) / 50) * 50)];
}
