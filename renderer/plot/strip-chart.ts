import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { countsPerMillivolt, type Lead } from '../../app/domain/recording.ts';
import { calibrationPulse, pixelsPerMillivolt, type PaperScale } from './ecg-paper.ts';
import { paintGaps } from './overlays/gaps.ts';
import type { StripFrame } from './strip-surface.ts';
import { traceLead, type SampleGap } from './trace-path.ts';

/** Base line left and right of the calibration pulse, in mm; what `gutterWidthPx` leaves for it. */
const PULSE_MARGIN_MM = 3;

/**
 * One lead on ECG paper: a uPlot that owns canvas, scales and redraw, with the paper drawn when it
 * clears and the trace built by `traceLead` straight from the received int16 windows. uPlot's own
 * data arrays only span the recording; the samples are never copied into them.
 */
export class StripChart {
  readonly #plot: uPlot;
  readonly #lead: Lead;
  readonly #leadIndex: number;
  #frame: StripFrame | null = null;
  /** Factor of this lead on the common gain. */
  #gain = 1;
  #gaps: SampleGap[] = [];
  #path = new Path2D();
  #widthPx = 0;
  #heightPx = 0;
  #gutterPx = 0;

  constructor(host: HTMLElement, lead: Lead, leadIndex: number) {
    this.#lead = lead;
    this.#leadIndex = leadIndex;
    this.#plot = new uPlot(this.#options(), [new Float64Array([0, 1]), new Float64Array(2)], host);
  }

  /**
   * Draws the frame with the lead's own factor on the common gain; a frame that differs only in
   * marks and lanes costs nothing here.
   */
  draw(frame: StripFrame, heightPx: number, gain: number): void {
    const same =
      frame.traceVersion === this.#frame?.traceVersion &&
      heightPx === this.#heightPx &&
      gain === this.#gain;
    this.#frame = frame;
    this.#gain = gain;
    if (same) return;
    const { startSample, endSample, scale } = frame;
    const halfMillivolts = heightPx / 2 / pixelsPerMillivolt(scale);
    this.#plot.batch(() => {
      if (
        frame.widthPx !== this.#widthPx ||
        heightPx !== this.#heightPx ||
        frame.gutterPx !== this.#gutterPx
      ) {
        this.#widthPx = frame.widthPx;
        this.#heightPx = heightPx;
        this.#gutterPx = frame.gutterPx;
        this.#plot.setSize({ width: frame.widthPx, height: heightPx });
      }
      this.#plot.setScale('y', { min: -halfMillivolts, max: halfMillivolts });
      // Setting x redraws, also where it stays the same.
      this.#plot.setScale('x', { min: startSample, max: endSample });
    });
  }

  destroy(): void {
    this.#plot.destroy();
  }

  /** The paper's millimetres are common to all leads; how many of them a millivolt is, is not. */
  #scale({ scale }: StripFrame): PaperScale {
    return { ...scale, mmPerMv: scale.mmPerMv * this.#gain };
  }

  #options(): uPlot.Options {
    return {
      width: 1,
      height: 1,
      padding: [0, 0, 0, () => this.#gutterPx],
      pxAlign: false,
      legend: { show: false },
      cursor: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      axes: [{ show: false }, { show: false }],
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      series: [
        {},
        {
          auto: false,
          points: { show: false },
          pxAlign: 0,
          cap: 'round',
          width: 1.25,
          stroke: () => this.#frame?.theme.trace ?? 'transparent',
          paths: (plot) => this.#trace(plot),
        },
      ],
      hooks: {
        drawClear: [
          (plot) => {
            this.#paintPaper(plot);
          },
        ],
        drawSeries: [
          (plot) => {
            this.#thicken(plot);
          },
        ],
        draw: [
          (plot) => {
            this.#paintOver(plot);
          },
        ],
      },
    };
  }

  #trace(plot: uPlot): uPlot.Series.Paths {
    const stroke = new Path2D();
    this.#path = stroke;
    const frame = this.#frame;
    const series = plot.series[1];
    if (frame === null || series === undefined) return { stroke };
    series.width = isThin(frame) ? 1 / uPlot.pxRatio : frame.theme.traceWidthPx;
    const { bbox } = plot;
    const { baseline } = this.#lead;
    const zeroPx = plot.valToPos(0, 'y', true);
    const pixelsPerCount =
      (pixelsPerMillivolt(this.#scale(frame)) * uPlot.pxRatio) / countsPerMillivolt(this.#lead);
    this.#gaps = frame.shown.flatMap(({ startSample, endSample, offsetPx }) =>
      traceLead(stroke, frame.tiles, this.#leadIndex, {
        originSample: startSample,
        endSample,
        leftPx: bbox.left + offsetPx * uPlot.pxRatio,
        pixelsPerSample: bbox.width / (frame.endSample - frame.startSample),
        zeroPx: zeroPx + baseline * pixelsPerCount,
        pixelsPerCount,
      }),
    );
    return { stroke };
  }

  /**
   * Without a GPU Skia draws lines of one device pixel thirty times faster than others: a trace of
   * up to two pixels is therefore two such lines, moved apart by what is missing.
   */
  #thicken(plot: uPlot): void {
    const frame = this.#frame;
    if (frame === null || !isThin(frame)) return;
    const { ctx, bbox } = plot;
    const missing = frame.theme.traceWidthPx * uPlot.pxRatio - 1;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.translate(missing, missing);
    ctx.lineWidth = 1;
    ctx.strokeStyle = frame.theme.trace;
    ctx.stroke(this.#path);
    ctx.restore();
  }

  #paintPaper(plot: uPlot): void {
    const frame = this.#frame;
    if (frame === null) return;
    const { width, height } = plot.ctx.canvas;
    const sheet = frame.sheets.sheet(
      {
        width,
        height,
        zeroPx: Math.round(plot.valToPos(0, 'y', true)),
        pixelsPerMm: frame.scale.pixelsPerMm * uPlot.pxRatio,
      },
      frame.theme,
    );
    plot.ctx.drawImage(sheet, 0, 0);
  }

  #paintOver(plot: uPlot): void {
    const frame = this.#frame;
    if (frame === null) return;
    const { ctx } = plot;
    ctx.save();
    ctx.scale(uPlot.pxRatio, uPlot.pxRatio);
    paintGaps(ctx, frame, this.#gaps, this.#heightPx);
    this.#paintCalibration(ctx, frame);
    ctx.restore();
  }

  #paintCalibration(context: CanvasRenderingContext2D, frame: StripFrame): void {
    const { widthPx, heightPx } = calibrationPulse(this.#scale(frame));
    const left = PULSE_MARGIN_MM * frame.scale.pixelsPerMm;
    const base = this.#heightPx / 2;
    context.strokeStyle = frame.theme.trace;
    context.lineWidth = frame.theme.traceWidthPx;
    context.lineJoin = 'miter';
    context.beginPath();
    context.moveTo(left - PULSE_MARGIN_MM * 0.5 * frame.scale.pixelsPerMm, base);
    context.lineTo(left, base);
    context.lineTo(left, base - heightPx);
    context.lineTo(left + widthPx, base - heightPx);
    context.lineTo(left + widthPx, base);
    context.lineTo(left + widthPx + PULSE_MARGIN_MM * 0.5 * frame.scale.pixelsPerMm, base);
    context.stroke();
  }
}

function isThin(frame: StripFrame): boolean {
  return frame.theme.traceWidthPx * uPlot.pxRatio < 2;
}
