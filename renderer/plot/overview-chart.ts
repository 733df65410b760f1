import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { PaperTheme } from './paper-theme.ts';

/** What the overview shows: heart-rate extremes per bin and ectopic beats per coarser bin. */
export interface OverviewData {
  readonly durationS: number;
  /** Length of one heart-rate bin, seconds. */
  readonly rateBinS: number;
  /** Beats a minute; NaN where a bin has none. */
  readonly minBpm: Float32Array;
  readonly maxBpm: Float32Array;
  /** Length of one counting bin, seconds. */
  readonly countBinS: number;
  /** From the bottom of the stack upwards. */
  readonly stacks: readonly { readonly counts: Uint32Array; readonly classIndex: number }[];
}

export const OVERVIEW_HEIGHT_PX = 116;
/** Where strips have their calibration gutter the overview has its rate labels. */
export const OVERVIEW_GUTTER_PX = 46;
const TIME_AXIS_PX = 18;
const TICKS_PX = 20;
/** Room for the marks of events, above the rates and their uppermost label. */
const TOP_PX = 20;
/** Height of the heart-rate part and of the plot as a whole, CSS pixels. */
const PLOT_PX = OVERVIEW_HEIGHT_PX - TOP_PX - TIME_AXIS_PX;
const RATE_PX = PLOT_PX - TICKS_PX;
/** A time label closer to the end than half its width would be cut off. */
const LABEL_HALF_PX = 28;
/** Seconds between time labels: the first that leaves room for one. */
const TIME_STEPS_S = [10, 30, 60, 300, 600, 1800, 3600, 7200, 10_800, 14_400, 21_600];
const LABEL_ROOM_PX = 70;

/** The whole recording on one line; a uPlot with one band between the two heart-rate extremes. */
export class OverviewChart {
  readonly #plot: uPlot;
  #theme: PaperTheme;
  #data: OverviewData;
  #formatTime: (seconds: number) => string;

  constructor(
    host: HTMLElement,
    theme: PaperTheme,
    data: OverviewData,
    formatTime: (seconds: number) => string,
  ) {
    this.#theme = theme;
    this.#data = data;
    this.#formatTime = formatTime;
    this.#plot = new uPlot(this.#options(), alignedData(data), host);
  }

  resize(width: number): void {
    this.#plot.setSize({ width, height: OVERVIEW_HEIGHT_PX });
  }

  show(theme: PaperTheme, data: OverviewData, formatTime: (seconds: number) => string): void {
    this.#theme = theme;
    this.#formatTime = formatTime;
    const changed = data !== this.#data;
    this.#data = data;
    if (changed) this.#plot.setData(alignedData(data));
    else this.#plot.redraw();
  }

  destroy(): void {
    this.#plot.destroy();
  }

  #options(): uPlot.Options {
    const font = (): string => `11px ${this.#theme.fontFamily}`;
    const colour = (): string => this.#theme.textMuted;
    const outline: uPlot.Series = {
      width: 1,
      stroke: () => this.#theme.textMuted,
      points: { show: false },
    };
    return {
      width: 1,
      height: OVERVIEW_HEIGHT_PX,
      padding: [TOP_PX, 0, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: {
        x: { time: false, range: () => [0, this.#data.durationS] },
        y: { range: (_plot, low, high) => rateRange(low, high) },
      },
      axes: [
        {
          size: TIME_AXIS_PX,
          gap: 2,
          font: font(),
          stroke: colour,
          grid: { show: true, width: 1, stroke: () => `${this.#theme.line}99` },
          ticks: { show: false },
          incrs: TIME_STEPS_S,
          space: LABEL_ROOM_PX,
          values: (plot, splits) =>
            splits.map((seconds) =>
              plot.valToPos(seconds, 'x') < plot.width - OVERVIEW_GUTTER_PX - LABEL_HALF_PX
                ? this.#formatTime(seconds)
                : null,
            ),
        },
        {
          size: OVERVIEW_GUTTER_PX,
          gap: 6,
          font: font(),
          stroke: colour,
          grid: { show: true, width: 1, stroke: () => `${this.#theme.line}99` },
          ticks: { show: false },
          space: 22,
          incrs: [10, 20, 50, 100],
          // What would lie beside the class ticks belongs to no rate.
          filter: (plot, splits) =>
            splits.map((bpm) => (plot.valToPos(bpm, 'y') < RATE_PX ? bpm : null)),
        },
      ],
      series: [{}, outline, outline],
      bands: [{ series: [2, 1], fill: () => `${this.#theme.trace}40` }],
      hooks: {
        draw: [
          (plot) => {
            this.#paintStacks(plot);
          },
        ],
      },
    };
  }

  #paintStacks(plot: uPlot): void {
    const { ctx } = plot;
    const { stacks, countBinS, durationS } = this.#data;
    const ratio = uPlot.pxRatio;
    const height = TICKS_PX * ratio;
    const bottom = plot.bbox.top + plot.bbox.height;
    const bins = stacks[0]?.counts.length ?? 0;
    let most = 1;
    for (let bin = 0; bin < bins; bin += 1) {
      most = Math.max(
        most,
        stacks.reduce((sum, { counts }) => sum + (counts[bin] ?? 0), 0),
      );
    }
    ctx.save();
    ctx.fillStyle = this.#theme.surface;
    ctx.fillRect(plot.bbox.left, bottom - height - ratio, plot.bbox.width, height + ratio);
    const perSecond = plot.bbox.width / durationS;
    const width = Math.max(ratio, Math.floor(countBinS * perSecond) - ratio);
    for (let bin = 0; bin < bins; bin += 1) {
      const x = Math.round(plot.bbox.left + bin * countBinS * perSecond);
      let base = bottom;
      for (const { counts, classIndex } of stacks) {
        const count = counts[bin] ?? 0;
        if (count === 0) continue;
        // At least a pixel: one V in five minutes must be seen beside a bin with three hundred.
        const tall = Math.max(ratio, Math.round((count / most) * (height - ratio)));
        ctx.fillStyle = this.#theme.classColours[classIndex] ?? this.#theme.text;
        ctx.fillRect(x, base - tall, width, tall);
        base -= tall;
      }
    }
    ctx.restore();
  }
}

/** Leaves the lowest part of the plot to the class ticks. */
function rateRange(low: number | null, high: number | null): uPlot.Range.MinMax {
  const least = Math.floor(((low ?? 60) - 5) / 10) * 10;
  const most = Math.max(least + 40, Math.ceil(((high ?? 100) + 5) / 10) * 10);
  return [most - ((most - least) * PLOT_PX) / RATE_PX, most];
}

function alignedData(data: OverviewData): uPlot.AlignedData {
  const seconds = Float64Array.from(data.minBpm, (_, bin) => (bin + 0.5) * data.rateBinS);
  const orGap = (value: number): number | null => (Number.isNaN(value) ? null : value);
  return [seconds, Array.from(data.minBpm, orGap), Array.from(data.maxBpm, orGap)];
}
