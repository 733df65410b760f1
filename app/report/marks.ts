/**
 * A printed page as marks in millimetres from its top left corner: what the PDF, the preview and the
 * HTML file all draw, so that none of them can differ from the others.
 */

/** Colours of print; see `INK_COLOURS`. */
export type Ink =
  | 'text'
  | 'muted'
  | 'line'
  | 'shade'
  | 'grid-minor'
  | 'grid-major'
  | 'trace'
  | 'selection'
  | 'N'
  | 'S'
  | 'V'
  | 'F'
  | 'Q';

/** The light palette of the window (renderer/styles/tokens.css), on white. */
export const INK_COLOURS: Readonly<Record<Ink, string>> = {
  text: '#14181f',
  muted: '#5a6472',
  line: '#c6ccd4',
  shade: '#f3f5f8',
  'grid-minor': '#f7ddd7',
  'grid-major': '#edbdb3',
  trace: '#14181f',
  selection: '#1b57c2',
  N: '#56606b',
  S: '#6b3fa0',
  V: '#b8142a',
  F: '#9a4a05',
  Q: '#5f6b7a',
};

/** A stroked line through points (x, y, x, y, …); NaN lifts the pen. */
export interface PathMark {
  readonly kind: 'path';
  readonly pointsMm: Float32Array;
  readonly strokeMm: number;
  readonly ink: Ink;
}

export interface RectangleMark {
  readonly kind: 'rectangle';
  readonly xMm: number;
  readonly yMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly ink: Ink;
}

export type Weight = 'regular' | 'strong';

/** One line of text; `xMm` is its start, middle or end and `yMm` its baseline. */
export interface TextMark {
  readonly kind: 'text';
  readonly xMm: number;
  readonly yMm: number;
  readonly text: string;
  readonly sizePt: number;
  readonly weight: Weight;
  readonly ink: Ink;
  readonly anchor: 'start' | 'middle' | 'end';
}

export type Mark = PathMark | RectangleMark | TextMark;

export interface Page {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly marks: Mark[];
}

/** Width of a line of text in millimetres, in the font that the PDF embeds. */
export type MeasureText = (text: string, sizePt: number, weight: Weight) => number;

export const MM_PER_POINT = 25.4 / 72;

/** Draws a path: `moveTo` where the pen comes down, `lineTo` as long as it stays there. */
export function tracePath(
  pointsMm: Float32Array,
  pen: { moveTo: (xMm: number, yMm: number) => void; lineTo: (xMm: number, yMm: number) => void },
): void {
  let isDown = false;
  for (let index = 0; index + 1 < pointsMm.length; index += 2) {
    const xMm = pointsMm[index] as number;
    const yMm = pointsMm[index + 1] as number;
    const isPoint = !Number.isNaN(xMm) && !Number.isNaN(yMm);
    if (isPoint && isDown) pen.lineTo(xMm, yMm);
    else if (isPoint) pen.moveTo(xMm, yMm);
    isDown = isPoint;
  }
}

/** A path of separate straight lines, each [x1, y1, x2, y2]. */
export function lines(
  segments: readonly (readonly [number, number, number, number])[],
  strokeMm: number,
  ink: Ink,
): PathMark {
  const pointsMm = new Float32Array(segments.length * 6);
  segments.forEach(([x1, y1, x2, y2], index) => {
    pointsMm.set([x1, y1, x2, y2, NaN, NaN], index * 6);
  });
  return { kind: 'path', pointsMm, strokeMm, ink };
}
