import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { LaneCanvas } from './lane-canvas.ts';
import { onDisplayChange, readPaperTheme, type PaperTheme } from './paper-theme.ts';

/** Beats of some leads in millivolts, beat by beat and lead by lead. */
interface SuperimposedBeats {
  readonly beatCount: number;
  readonly leadCount: number;
  /** Points of a beat in a lead. */
  readonly length: number;
  readonly startS: number;
  readonly stepS: number;
  readonly millivolts: Float32Array;
}

interface SuperimposedView {
  readonly beats: SuperimposedBeats | null;
  /** Index into BEAT_CLASSES: the colour of the mean. */
  readonly beatClass: number;
  /** Beats drawn as such, first and end; all without it. */
  readonly span?: readonly [first: number, end: number];
  /** The leads to draw; all without it. */
  readonly leads?: readonly number[];
  /** Single beats in full instead of many thin ones with their mean. */
  readonly single?: boolean;
}

const MEMBER_OPACITY = 0.12;
const PADDING_PX = 6;
/** A group of small beats is not blown up beyond this. */
const LEAST_RANGE_MV = 1;
/** This part of the beats at either side may leave the frame: artefacts. */
const OUTLIERS = 0.02;

/** Draws beats over each other, one lead beside the other, with a millivolt to measure them by. */
export function superimposedBeats(view: () => SuperimposedView): Attachment<HTMLElement> {
  return (element) => {
    const canvas = document.createElement('canvas');
    canvas.setAttribute('aria-hidden', 'true');
    element.append(canvas);
    const lane = new LaneCanvas(canvas);
    const draw = (shown: SuperimposedView): void => {
      const { clientWidth, clientHeight } = element;
      const theme = readPaperTheme(document.documentElement);
      lane.draw(clientWidth, clientHeight, (context) => {
        paint(context, { ...shown, theme, width: clientWidth, height: clientHeight });
      });
    };
    const redraw = (): void => {
      draw(untrack(view));
    };
    const resized = new ResizeObserver(redraw);
    resized.observe(element);
    const stopTheme = onDisplayChange(redraw);
    $effect(() => {
      draw(view());
    });
    return () => {
      resized.disconnect();
      stopTheme();
      canvas.remove();
    };
  };
}

interface Paper extends SuperimposedView {
  readonly theme: PaperTheme;
  readonly width: number;
  readonly height: number;
}

function paint(context: CanvasRenderingContext2D, paper: Paper): void {
  const { beats, theme, width, height } = paper;
  if (beats === null || beats.beatCount === 0) return;
  const leads = paper.leads ?? Array.from({ length: beats.leadCount }, (_, lead) => lead);
  const [first, end] = paper.span ?? [0, beats.beatCount];
  const { low, high } = rangeOf(beats, leads, first, end);
  const pxPerMv = (height - 2 * PADDING_PX) / (high - low);
  const laneWidth = (width - PADDING_PX) / leads.length;
  leads.forEach((lead, place) => {
    const left = PADDING_PX + place * laneWidth;
    const xOf = (point: number): number =>
      left + (point / (beats.length - 1)) * (laneWidth - PADDING_PX);
    const yOf = (mv: number): number => height - PADDING_PX - (mv - low) * pxPerMv;
    context.lineWidth = 1;
    context.strokeStyle = theme.gridMajor;
    line(context, left, yOf(0), left + laneWidth - PADDING_PX, yOf(0));
    const atBeat = xOf(-beats.startS / beats.stepS);
    line(context, atBeat, PADDING_PX, atBeat, height - PADDING_PX);

    context.lineJoin = 'round';
    context.strokeStyle = theme.trace;
    context.lineWidth = paper.single === true ? theme.traceWidthPx : 1;
    context.globalAlpha = paper.single === true || end - first === 1 ? 1 : MEMBER_OPACITY;
    for (let beat = first; beat < end; beat += 1) {
      trace(context, shapeOf(beats, beat, lead), xOf, yOf);
    }
    context.globalAlpha = 1;
    if (paper.single === true) return;
    context.strokeStyle = theme.classColours[paper.beatClass] ?? theme.trace;
    context.lineWidth = 1.5 * theme.traceWidthPx;
    trace(context, meanShape(beats, lead, first, end), xOf, yOf);
  });
  if (paper.single === true) return;
  context.strokeStyle = theme.textMuted;
  context.lineWidth = 2;
  const bottom = height - PADDING_PX;
  line(context, 2, bottom, 2, Math.max(PADDING_PX, bottom - pxPerMv));
}

function shapeOf(beats: SuperimposedBeats, beat: number, lead: number): Float32Array {
  const from = (beat * beats.leadCount + lead) * beats.length;
  return beats.millivolts.subarray(from, from + beats.length);
}

/** Of what is there: missing samples do not count. */
function meanShape(
  beats: SuperimposedBeats,
  lead: number,
  first: number,
  end: number,
): Float32Array {
  const mean = new Float32Array(beats.length);
  for (let point = 0; point < beats.length; point += 1) {
    let sum = 0;
    let count = 0;
    for (let beat = first; beat < end; beat += 1) {
      const value = shapeOf(beats, beat, lead)[point] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
    mean[point] = sum / count;
  }
  return mean;
}

function rangeOf(
  beats: SuperimposedBeats,
  leads: readonly number[],
  first: number,
  end: number,
): { low: number; high: number } {
  const lows: number[] = [];
  const highs: number[] = [];
  for (let beat = first; beat < end; beat += 1) {
    let low = 0;
    let high = 0;
    for (const lead of leads) {
      for (const value of shapeOf(beats, beat, lead)) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    lows.push(low);
    highs.push(high);
  }
  lows.sort((a, b) => a - b);
  highs.sort((a, b) => b - a);
  const skipped = Math.floor(OUTLIERS * lows.length);
  const low = lows[skipped] ?? 0;
  const high = highs[skipped] ?? 0;
  const lacking = Math.max(0, LEAST_RANGE_MV - (high - low));
  return { low: low - lacking / 2, high: high + lacking / 2 };
}

function trace(
  context: CanvasRenderingContext2D,
  shape: Float32Array,
  xOf: (point: number) => number,
  yOf: (mv: number) => number,
): void {
  context.beginPath();
  let isDown = false;
  shape.forEach((value, point) => {
    if (Number.isNaN(value)) {
      isDown = false;
      return;
    }
    if (isDown) context.lineTo(xOf(point), yOf(value));
    else context.moveTo(xOf(point), yOf(value));
    isDown = true;
  });
  context.stroke();
}

function line(
  context: CanvasRenderingContext2D,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
): void {
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}
