import { isInFrame, timeOfFrame, xInFrame, type StripFrame } from '../strip-surface.ts';

export const TIME_RULER_HEIGHT_PX = 18;
/** Seconds between labels: the first of these that leaves room for one. */
const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300] as const;
const LABEL_ROOM_PX = 120;
const LABEL_GAP_PX = 4;

/** Ticks at every second, labels where they fit; `label` turns seconds into text. */
export function paintTimeRuler(
  context: CanvasRenderingContext2D,
  frame: StripFrame,
  label: (seconds: number) => string,
): void {
  const pixelsPerSecond = frame.sampleRateHz / frame.samplesPerPixel;
  const step = STEPS_S.find((seconds) => seconds * pixelsPerSecond >= LABEL_ROOM_PX) ?? 600;
  const tick = pixelsPerSecond >= 6 ? 1 : step;
  context.save();
  context.beginPath();
  context.rect(frame.gutterPx, 0, frame.widthPx - frame.gutterPx, TIME_RULER_HEIGHT_PX);
  context.clip();
  context.font = `11px ${frame.theme.fontFamily}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = frame.theme.textMuted;
  const { startSample, endSample } = timeOfFrame(frame);
  const from = Math.floor(startSample / frame.sampleRateHz / step) * step;
  const to = Math.min(endSample, frame.sampleCount) / frame.sampleRateHz;
  for (let second = from; second <= to; second += tick) {
    // Just before what a sweep has left of the old window there is nothing to mark.
    if (frame.shown.length > 1 && !isInFrame(frame, second * frame.sampleRateHz)) continue;
    const x = xInFrame(frame, second * frame.sampleRateHz);
    const labelled = second % step === 0;
    context.fillRect(Math.round(x), 0, 1, labelled ? 8 : 3);
    if (!labelled || x < frame.gutterPx) continue;
    const text = label(second);
    const left = x + LABEL_GAP_PX;
    // Cut off at the end it would be another time.
    if (left + context.measureText(text).width <= frame.widthPx) context.fillText(text, left, 10);
  }
  context.restore();
}
