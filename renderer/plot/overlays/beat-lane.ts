import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { xInFrame, type StripFrame } from '../strip-surface.ts';
import { addClassShape, isHollowShape } from './class-shape.ts';

/** The beats of a frame, ascending: rows `first` to `end` (exclusive) of the columns. */
export interface BeatMarks {
  readonly sample: Uint32Array;
  /** Index into BEAT_CLASSES. */
  readonly beatClass: Uint8Array;
  readonly first: number;
  readonly end: number;
}

/** How a beat is marked besides its class. */
export interface BeatMarkState {
  /** The filter hides it: still there, so that the strip never looks as if there were nothing else. */
  quiet(row: number): boolean;
  edited(row: number): boolean;
  unsure(row: number): boolean;
  /** Not yet durable. */
  pending(row: number): boolean;
}

const NORMAL = 0;
const DOT_RADIUS_PX = 2;
const SHAPE_RADIUS_PX = 3.6;
const LETTER_Y = 10.5;
const SHAPE_Y = 21.5;
const UNDERLINE_Y = 29.5;
const UNSURE_RADIUS_PX = 7.5;
const QUIET_OPACITY = 0.35;

export const BEAT_LANE_HEIGHT_PX = 32;

/** Letter, shape and colour above every beat; N is a quiet dot, so that the rest speaks. */
export function paintBeatLane(
  context: CanvasRenderingContext2D,
  frame: StripFrame,
  marks: BeatMarks,
  state: BeatMarkState,
): void {
  const { theme } = frame;
  context.save();
  context.beginPath();
  context.rect(frame.gutterPx, 0, frame.widthPx - frame.gutterPx, BEAT_LANE_HEIGHT_PX);
  context.clip();
  context.font = `600 12px ${theme.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let row = marks.first; row < marks.end; row += 1) {
    const classIndex = marks.beatClass[row] ?? 0;
    const x = xInFrame(frame, marks.sample[row] ?? 0);
    const colour = theme.classColours[classIndex] ?? theme.text;
    context.fillStyle = colour;
    context.strokeStyle = colour;
    context.globalAlpha = state.quiet(row) ? QUIET_OPACITY : 1;
    context.beginPath();
    if (classIndex === NORMAL) {
      addClassShape(context, classIndex, x, SHAPE_Y, DOT_RADIUS_PX);
      context.fill();
    } else {
      context.fillText(BEAT_CLASSES[classIndex] ?? '?', x, LETTER_Y);
      addClassShape(context, classIndex, x, SHAPE_Y, SHAPE_RADIUS_PX);
      context.lineWidth = 1.5;
      if (isHollowShape(classIndex)) context.stroke();
      else context.fill();
    }
    if (state.unsure(row)) ringUnsure(context, x);
    if (state.edited(row)) underline(context, x, state.pending(row));
  }
  context.restore();
}

function ringUnsure(context: CanvasRenderingContext2D, x: number): void {
  context.save();
  context.lineWidth = 1;
  context.setLineDash([1.5, 2]);
  context.beginPath();
  context.arc(x, SHAPE_Y, UNSURE_RADIUS_PX, 0, 2 * Math.PI);
  context.stroke();
  context.restore();
}

function underline(context: CanvasRenderingContext2D, x: number, pending: boolean): void {
  context.save();
  context.lineWidth = 1.5;
  if (pending) context.setLineDash([2, 2]);
  context.beginPath();
  context.moveTo(x - 5, UNDERLINE_Y);
  context.lineTo(x + 5, UNDERLINE_Y);
  context.stroke();
  context.restore();
}
