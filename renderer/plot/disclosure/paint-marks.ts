import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { QUIET_OPACITY, rowTopPx, type PageContext, type PagePicture } from './page-picture.ts';

/** A letter with a little air. */
const LETTER_PX = 9;
const LETTER_Y = 6;
/** Paper around a letter, so that neither a high QRS nor the row above crosses it out. */
const HALO_PX = 6;
const BAR_HEIGHT_PX = 2;

/** Neighbours of one class that are too close for a letter each. */
export interface MarkGroup {
  readonly classIndex: number;
  readonly leftPx: number;
  readonly rightPx: number;
}

/**
 * Puts beats of a row, by ascending x, into groups that each have room for one letter: neighbours
 * of one class share theirs, and a bar says how far it holds. Where another class follows too
 * closely its letter moves right by what is missing, so that no class ever goes without.
 */
export function groupMarks(
  beats: readonly { readonly x: number; readonly classIndex: number }[],
): MarkGroup[] {
  const groups: { classIndex: number; leftPx: number; rightPx: number }[] = [];
  for (const { x, classIndex } of beats) {
    const last = groups.at(-1);
    if (last?.classIndex === classIndex && x - last.rightPx < LETTER_PX) {
      last.rightPx = Math.max(last.rightPx, x);
    } else {
      const leftPx = last === undefined ? x : Math.max(x, last.rightPx + LETTER_PX);
      groups.push({ classIndex, leftPx, rightPx: leftPx });
    }
  }
  return groups;
}

/** Letters of the marked beats along the top of their rows: colour never stands alone. */
export function paintMarks(context: PageContext, picture: PagePicture): void {
  context.save();
  context.globalAlpha = QUIET_OPACITY;
  paintLetters(context, picture, 1);
  context.globalAlpha = 1;
  // Over the quiet ones, whose letters never push these aside.
  paintLetters(context, picture, 0);
  context.restore();
}

function paintLetters(context: PageContext, picture: PagePicture, isQuiet: 0 | 1): void {
  const { theme, gutterPx, widthPx, rowSamples, startSample, beats } = picture;
  const pixelsPerSample = (widthPx - gutterPx) / rowSamples;
  context.font = `600 10px ${theme.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = HALO_PX;
  context.lineJoin = 'round';
  context.strokeStyle = theme.paper;
  let next = 0;
  picture.rows.forEach((_, row) => {
    const rowStart = startSample + row * rowSamples;
    const ofRow: { x: number; classIndex: number }[] = [];
    for (; (beats.sample[next] ?? Infinity) < rowStart + rowSamples; next += 1) {
      const inRow = (beats.sample[next] ?? 0) - rowStart;
      if (inRow < 0 || beats.isQuiet[next] !== isQuiet) continue;
      const classIndex = beats.beatClass[next] ?? 0;
      ofRow.push({ x: gutterPx + inRow * pixelsPerSample, classIndex });
    }
    const y = rowTopPx(picture, row) + LETTER_Y;
    const groups = groupMarks(ofRow);
    // All paper first, so that no letter takes an edge off the one before it.
    for (const { classIndex, leftPx } of groups) {
      context.strokeText(letterOf(classIndex), leftPx, y);
    }
    for (const { classIndex, leftPx, rightPx } of groups) {
      context.fillStyle = theme.classColours[classIndex] ?? theme.text;
      context.fillText(letterOf(classIndex), leftPx, y);
      const barPx = rightPx - leftPx - LETTER_PX / 2;
      if (barPx > 0) context.fillRect(leftPx + LETTER_PX / 2, y - 1, barPx, BAR_HEIGHT_PX);
    }
  });
}

function letterOf(classIndex: number): string {
  return BEAT_CLASSES[classIndex] ?? '?';
}
