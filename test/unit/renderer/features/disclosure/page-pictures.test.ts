import { expect, it } from 'vitest';
import { FLAG_EDITED } from '../../../../../app/contract/beat-columns.ts';
import { BEAT_CLASSES } from '../../../../../app/domain/beat-class.ts';
import { markedBeats } from '../../../../../renderer/features/disclosure/page-pictures.ts';
import { BeatTable } from '../../../../../renderer/features/review/beat-table.ts';

/** N, S, V, edited N, edited V, one every 100 samples from 100 on. */
const table = new BeatTable({
  count: 5,
  beatId: Uint32Array.of(1, 2, 3, 4, 5),
  sample: Uint32Array.of(100, 200, 300, 400, 500),
  beatClass: Uint8Array.of(0, 1, 2, 0, 2),
  modelClass: Uint8Array.of(0, 1, 2, 0, 2),
  confidence: new Uint8Array(5).fill(254),
  flags: Uint8Array.of(0, 0, 0, FLAG_EDITED, FLAG_EDITED),
});

/** "V500" for a beat that speaks, "(S200)" for a quiet one. */
function marks(
  ...args: Parameters<typeof markedBeats> extends [unknown, ...infer Rest] ? Rest : never
) {
  const { sample, beatClass, isQuiet } = markedBeats(table, ...args);
  return Array.from(sample, (at, index) => {
    const mark = `${BEAT_CLASSES[beatClass[index] ?? -1] ?? '?'}${at}`;
    return isQuiet[index] === 1 ? `(${mark})` : mark;
  });
}

it('marks what is not normal while nothing is filtered', () => {
  expect(marks('all', 0, 1000)).toEqual(['S200', 'V300', 'V500']);
});

it('lets the beats of the filter speak and keeps the others quietly', () => {
  expect(marks('V', 0, 1000)).toEqual(['(S200)', 'V300', 'V500']);
  expect(marks('edited', 0, 1000)).toEqual(['(S200)', '(V300)', 'N400', 'V500']);
  expect(marks('N', 150, 450)).toEqual(['(S200)', '(V300)', 'N400']);
});
