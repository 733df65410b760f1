import type { BeatClass } from '../../../app/domain/beat-class.ts';

/** SVG outlines in a 10 x 10 box: dot, diamond, triangle, hexagon, ring. */
export const CLASS_SHAPES: Record<BeatClass, string> = {
  N: 'M5 3a2 2 0 1 1 0 4a2 2 0 1 1 0-4Z',
  S: 'M5 0.5 9.5 5 5 9.5 0.5 5Z',
  V: 'M5 1 9.5 9H0.5Z',
  F: 'M2.7 1H7.3L9.6 5L7.3 9H2.7L0.4 5Z',
  Q: 'M5 1.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7Z',
};
