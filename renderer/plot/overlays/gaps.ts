import { STRIPS_TEXT } from '../../text/strips.ts';
import { xInFrame, type StripFrame } from '../strip-surface.ts';
import type { SampleGap } from '../trace-path.ts';
import { paintHatching } from './hatching.ts';

const LABEL_WIDTH_PX = 64;

/**
 * Marks stretches without a signal by hatching and in words, so that they are never mistaken for a
 * flat trace, and shades what lies after the end of the recording. Draws in CSS pixels.
 */
export function paintGaps(
  context: CanvasRenderingContext2D,
  frame: StripFrame,
  gaps: readonly SampleGap[],
  heightPx: number,
): void {
  for (const gap of gaps) {
    const start = xInFrame(frame, gap.startSample);
    // Not by its own place: in a sweep the end of an old gap is where the new trace begins.
    const end = start + (gap.endSample - gap.startSample) / frame.samplesPerPixel;
    const left = Math.max(frame.gutterPx, start);
    const right = Math.min(frame.widthPx, end);
    if (right - left >= 1) paintGap(context, frame, left, right, heightPx);
  }
  const end = xInFrame(frame, frame.sampleCount);
  if (end < frame.widthPx) {
    context.fillStyle = frame.theme.surface;
    context.fillRect(end, 0, frame.widthPx - end, heightPx);
    context.fillStyle = frame.theme.line;
    context.fillRect(end, 0, 1, heightPx);
  }
}

function paintGap(
  context: CanvasRenderingContext2D,
  frame: StripFrame,
  left: number,
  right: number,
  heightPx: number,
): void {
  paintHatching(context, frame.theme, { left, top: 0, width: right - left, height: heightPx });
  if (right - left < LABEL_WIDTH_PX) return;
  const middle = (left + right) / 2;
  context.save();
  context.font = `11px ${frame.theme.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = frame.theme.paper;
  context.fillRect(middle - LABEL_WIDTH_PX / 2, heightPx / 2 - 9, LABEL_WIDTH_PX, 18);
  context.fillStyle = frame.theme.textMuted;
  context.fillText(STRIPS_TEXT.noSignal, middle, heightPx / 2);
  context.restore();
}
