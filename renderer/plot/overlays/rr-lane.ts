import { isInFrame, xInFrame, type StripFrame } from '../strip-surface.ts';
import type { BeatMarks } from './beat-lane.ts';

export const RR_LANE_HEIGHT_PX = 18;
/** Room of a number. Where most intervals have less, none gets one: the paper is too slow for them. */
const LABEL_WIDTH_PX = 26;

/**
 * RR intervals in milliseconds between neighbouring beats, with a tick at every beat. An interval
 * longer than `longestMs` spans a stretch without a signal or without beats and gets no number.
 */
export function paintRrLane(
  context: CanvasRenderingContext2D,
  frame: StripFrame,
  marks: BeatMarks,
  beatCount: number,
  longestMs: number,
): void {
  const { theme } = frame;
  context.save();
  context.beginPath();
  context.rect(frame.gutterPx, 0, frame.widthPx - frame.gutterPx, RR_LANE_HEIGHT_PX);
  context.clip();
  context.font = `11px ${theme.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = theme.textMuted;
  // From the interval that reaches into the window on.
  const first = Math.max(0, marks.first - 1);
  const last = Math.min(beatCount - 1, marks.end);
  const shown = ((marks.sample[last] ?? 0) - (marks.sample[first] ?? 0)) / frame.samplesPerPixel;
  const numbered = shown / Math.max(1, last - first) >= LABEL_WIDTH_PX;
  const isSwept = frame.shown.length > 1;
  for (let row = first; row < last; row += 1) {
    const from = marks.sample[row] ?? 0;
    const to = marks.sample[row + 1] ?? 0;
    const left = xInFrame(frame, from);
    const right = xInFrame(frame, to);
    // In a sweep an interval from old to new, or to what is wiped, has no place.
    const isWhole = right > left && isInFrame(frame, from) && isInFrame(frame, to);
    if (isSwept && !isWhole) continue;
    const milliseconds = ((to - from) * 1000) / frame.sampleRateHz;
    context.fillRect(left - 0.5, 0, 1, 4);
    if (row === last - 1) context.fillRect(right - 0.5, 0, 1, 4);
    const middle = (left + right) / 2;
    const half = LABEL_WIDTH_PX / 2;
    const fits = numbered && right - left >= LABEL_WIDTH_PX && milliseconds <= longestMs;
    if (fits && middle >= frame.gutterPx + half && middle <= frame.widthPx - half) {
      context.fillText(String(Math.round(milliseconds)), middle, 10);
    }
  }
  context.restore();
}
