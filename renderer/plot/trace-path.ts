import type { SampleWindow } from '../../app/contract/samples.ts';
import { INVALID_SAMPLE } from '../../app/domain/recording.ts';

/** The two calls of a Path2D that a trace needs. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/** Maps samples and counts to canvas pixels. */
export interface TraceGeometry {
  /** Sample at x = `leftPx`. */
  readonly originSample: number;
  readonly endSample: number;
  readonly leftPx: number;
  readonly pixelsPerSample: number;
  /** y of count 0. */
  readonly zeroPx: number;
  /** Pixels upwards per count. */
  readonly pixelsPerCount: number;
}

/** Stretch without a valid sample, [startSample, endSample). */
export interface SampleGap {
  readonly startSample: number;
  readonly endSample: number;
}

/** From this many samples in a pixel on, extremes per pixel look the same and draw faster. */
const SAMPLES_PER_PIXEL_FOR_EXTREMES = 4;

/**
 * Draws one lead through all tiles: raw samples as a line; points that stand for several samples as
 * their minimum and maximum, nearer one first, so that no peak is ever left out. Where several
 * points fall into a pixel they are merged by the same rule, on a grid that is fixed to the
 * recording, so that a scrolling trace does not shimmer. Gaps are not bridged; they are returned.
 */
export function traceLead(
  pen: Pen,
  tiles: readonly SampleWindow[],
  lead: number,
  geometry: TraceGeometry,
): SampleGap[] {
  const tracer = new LeadTracer(pen, geometry);
  for (const tile of tiles) tracer.trace(tile, lead);
  return tracer.gaps;
}

class LeadTracer {
  readonly gaps: SampleGap[] = [];
  readonly #pen: Pen;
  readonly #geometry: TraceGeometry;
  #penDown = false;
  #lastY = 0;
  /** End of what is drawn; a tile that starts later than this leaves a hole, one before overlaps. */
  #drawnTo = -Infinity;

  constructor(pen: Pen, geometry: TraceGeometry) {
    this.#pen = pen;
    this.#geometry = geometry;
  }

  trace(tile: SampleWindow, lead: number): void {
    const values = tile.leads[lead];
    if (values === undefined) return;
    if (tile.startSample > this.#drawnTo) this.#penDown = false;
    const { min, max } = values;
    const { samplesPerPoint } = tile;
    const merged = mergedPoints(samplesPerPoint, this.#geometry.pixelsPerSample);
    const { from, to } = this.#pointRange(tile, merged);
    const centre = merged * samplesPerPoint === 1 ? 0 : (merged * samplesPerPoint) / 2;

    for (let point = from; point < to; point += merged) {
      const end = Math.min(point + merged, to);
      let low = 32767;
      let high = INVALID_SAMPLE;
      for (let index = point; index < end; index += 1) {
        const pointLow = min[index] ?? INVALID_SAMPLE;
        if (pointLow === INVALID_SAMPLE) continue;
        const pointHigh = max[index] ?? pointLow;
        if (pointLow < low) low = pointLow;
        if (pointHigh > high) high = pointHigh;
      }
      const sample = tile.startSample + point * samplesPerPoint;
      if (high === INVALID_SAMPLE) this.#gap(sample, sample + (end - point) * samplesPerPoint);
      else this.#point(sample + centre, low, high);
    }
    this.#drawnTo = tile.startSample + to * samplesPerPoint;
  }

  /** The points that touch the window, from a multiple of `merged` on. */
  #pointRange(tile: SampleWindow, merged: number): { from: number; to: number } {
    const { originSample, endSample } = this.#geometry;
    const { startSample, samplesPerPoint, pointsPerLead } = tile;
    const outside = merged * samplesPerPoint;
    const first = Math.max(originSample - outside, this.#drawnTo);
    const from = Math.max(0, Math.floor((first - startSample) / samplesPerPoint));
    const to = Math.ceil((endSample + outside - startSample) / samplesPerPoint);
    return { from: from - (from % merged), to: Math.min(pointsPerLead, to) };
  }

  #point(sample: number, low: number, high: number): void {
    const { originSample, leftPx, pixelsPerSample, zeroPx, pixelsPerCount } = this.#geometry;
    const x = leftPx + (sample - originSample) * pixelsPerSample;
    const yLow = zeroPx - low * pixelsPerCount;
    if (!this.#penDown) {
      this.#pen.moveTo(x, yLow);
      this.#penDown = true;
      this.#lastY = yLow;
    }
    if (low === high) {
      this.#pen.lineTo(x, yLow);
      this.#lastY = yLow;
      return;
    }
    const yHigh = zeroPx - high * pixelsPerCount;
    const lowFirst = Math.abs(this.#lastY - yLow) <= Math.abs(this.#lastY - yHigh);
    this.#pen.lineTo(x, lowFirst ? yLow : yHigh);
    this.#lastY = lowFirst ? yHigh : yLow;
    this.#pen.lineTo(x, this.#lastY);
  }

  #gap(startSample: number, endSample: number): void {
    this.#penDown = false;
    const last = this.gaps.at(-1);
    if (last?.endSample === startSample) {
      this.gaps[this.gaps.length - 1] = { startSample: last.startSample, endSample };
    } else {
      this.gaps.push({ startSample, endSample });
    }
  }
}

function mergedPoints(samplesPerPoint: number, pixelsPerSample: number): number {
  const samplesPerPixel = 1 / pixelsPerSample;
  if (samplesPerPixel < SAMPLES_PER_PIXEL_FOR_EXTREMES) return 1;
  return Math.max(1, Math.floor(samplesPerPixel / samplesPerPoint));
}
