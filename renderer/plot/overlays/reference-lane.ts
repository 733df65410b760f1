import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { xInFrame, type StripFrame } from '../strip-surface.ts';
import { addClassShape } from './class-shape.ts';
import type { BeatMarks } from './beat-lane.ts';

export const REFERENCE_LANE_HEIGHT_PX = 20;
const NORMAL = 0;
const MIDDLE_Y = 10;

/**
 * The reference reading in its own colour: a dot for N, letters for the rest. A difference from the
 * reading is boxed at the sample where it was found.
 */
export function paintReferenceLane(
  context: CanvasRenderingContext2D,
  frame: StripFrame,
  marks: BeatMarks,
  differences: readonly number[],
): void {
  const { theme } = frame;
  context.save();
  context.beginPath();
  context.rect(frame.gutterPx, 0, frame.widthPx - frame.gutterPx, REFERENCE_LANE_HEIGHT_PX);
  context.clip();
  context.font = `600 11px ${theme.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = theme.reference;
  for (let row = marks.first; row < marks.end; row += 1) {
    const classIndex = marks.beatClass[row] ?? 0;
    const x = xInFrame(frame, marks.sample[row] ?? 0);
    if (classIndex === NORMAL) {
      context.beginPath();
      addClassShape(context, classIndex, x, MIDDLE_Y, 2);
      context.fill();
    } else {
      context.fillText(BEAT_CLASSES[classIndex] ?? '?', x, MIDDLE_Y + 0.5);
    }
  }
  context.strokeStyle = theme.reference;
  context.lineWidth = 1.5;
  for (const sample of differences) {
    const x = xInFrame(frame, sample);
    context.strokeRect(x - 8, 2, 16, REFERENCE_LANE_HEIGHT_PX - 4);
  }
  context.restore();
}
