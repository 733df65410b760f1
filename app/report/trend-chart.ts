import { lines, type Mark } from './marks.ts';

/** A curve over the recording: values at evenly spaced times, NaN where there is none. */
export interface TrendSeries {
  readonly stepS: number;
  readonly low: Float32Array;
  readonly mean: Float32Array;
  readonly high: Float32Array;
}

export interface TrendMark {
  readonly atS: number;
  readonly label: string;
}

export interface TrendChart {
  readonly durationS: number;
  readonly series: TrendSeries;
  /** Where the time axis is labelled. */
  readonly ticks: readonly TrendMark[];
  /** Stretches left out, hatched: seconds. */
  readonly excluded: readonly { readonly startS: number; readonly endS: number }[];
}

const AXIS_MM = 9;
const TICKS_MM = 5;
const VALUE_STEPS = [5, 10, 20, 25, 50, 100];
const MOST_LINES = 6;

/** The chart's marks in a box, axis labels included. */
export function trendMarks(
  chart: TrendChart,
  box: { readonly xMm: number; readonly yMm: number; readonly widthMm: number; readonly heightMm: number }, // prettier-ignore
): Mark[] {
  const { series, durationS } = chart;
  const left = box.xMm + AXIS_MM;
  const width = box.widthMm - AXIS_MM;
  const bottom = box.yMm + box.heightMm - TICKS_MM;
  const height = bottom - box.yMm;
  const { from, to, step } = valueRange(series);
  const xOf = (seconds: number): number => left + (seconds / durationS) * width;
  const yOf = (value: number): number => bottom - ((value - from) / (to - from)) * height;
  const marks: Mark[] = [];
  for (const { startS, endS } of chart.excluded) {
    const widthMm = Math.max(0.2, xOf(endS) - xOf(startS));
    marks.push({ kind: 'rectangle', xMm: xOf(startS), yMm: box.yMm, widthMm, heightMm: height, ink: 'shade' }); // prettier-ignore
  }
  const grid: [number, number, number, number][] = [];
  for (let value = from; value <= to; value += step) {
    grid.push([left, yOf(value), left + width, yOf(value)]);
    marks.push(label(left - 1.5, yOf(value) + 0.9, String(value), 'end'));
  }
  for (const { atS, label: text } of chart.ticks) {
    grid.push([xOf(atS), box.yMm, xOf(atS), bottom]);
    marks.push(label(xOf(atS), bottom + 3.6, text, 'middle'));
  }
  marks.push(lines(grid, 0.1, 'line'));
  const envelope: [number, number, number, number][] = [];
  const mean = new Float32Array(2 * series.mean.length);
  series.mean.forEach((value, index) => {
    const xMm = xOf((index + 0.5) * series.stepS);
    mean[2 * index] = xMm;
    mean[2 * index + 1] = yOf(value);
    const low = series.low[index] ?? NaN;
    const high = series.high[index] ?? NaN;
    if (!Number.isNaN(low) && !Number.isNaN(high)) envelope.push([xMm, yOf(low), xMm, yOf(high)]);
  });
  marks.push(lines(envelope, Math.min(0.3, width / series.mean.length), 'line'));
  marks.push({ kind: 'path', pointsMm: mean, strokeMm: 0.25, ink: 'selection' });
  return marks;
}

function label(xMm: number, yMm: number, text: string, anchor: 'start' | 'middle' | 'end'): Mark {
  return { kind: 'text', xMm, yMm, text, sizePt: 7, weight: 'regular', ink: 'muted', anchor };
}

function valueRange({ low, high }: TrendSeries): { from: number; to: number; step: number } {
  const least = low.reduce((found, value) => (value < found ? value : found), Infinity);
  const most = high.reduce((found, value) => (value > found ? value : found), -Infinity);
  if (least > most) return { from: 40, to: 140, step: 20 };
  const step = VALUE_STEPS.find((size) => (most - least) / size <= MOST_LINES - 1) ?? 200;
  const from = Math.floor(least / step) * step;
  return { from, to: Math.max(from + step, Math.ceil(most / step) * step), step };
}
