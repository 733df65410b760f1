import { expect, it } from 'vitest';
import {
  clusterMarks,
  type StretchMark,
} from '../../../../../renderer/features/review/stretch-mark.ts';

function mark(startSample: number, isCurrent = false): StretchMark {
  const endSample = startSample + 7;
  const name = `at ${startSample}`;
  return { id: name, startSample, endSample, label: '', name, isCurrent, goTo: () => undefined };
}

/** A pixel for ten samples: ribbons of 8 px touch within 90 samples. */
function clusters(...marks: StretchMark[]): number[][] {
  return clusterMarks(marks, 0.1).map(({ marks: together }) =>
    together.map(({ startSample }) => startSample),
  );
}

it('keeps marks apart that can be told apart, and puts the others together', () => {
  expect(clusters(mark(0), mark(100), mark(150), mark(189), mark(190))).toEqual([
    [0],
    [100, 150, 189],
    [190],
  ]);
});

it('goes through marks on one place in turn', () => {
  const next = (...marks: StretchMark[]) => clusterMarks(marks, 0.1)[0]?.next.startSample;
  expect(next(mark(0), mark(5), mark(9))).toBe(0);
  expect(next(mark(0), mark(5, true), mark(9))).toBe(9);
  expect(next(mark(0), mark(5), mark(9, true))).toBe(0);
});
