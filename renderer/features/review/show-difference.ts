import { REFERENCE_TEXT } from '../../text/reference.ts';
import { MATCH_WINDOW_S, type DifferenceCell } from './reference-differences.ts';
import type { Review } from './review.svelte.ts';

/**
 * Goes to the next (1) or previous (-1) place where the reading and the reference differ; of one
 * kind, if a cell is given, and then on from the end to the start.
 */
export function showDifference(review: Review, direction: 1 | -1, cell?: DifferenceCell): void {
  const { view, selection, correction, reference } = review;
  if (reference.beats === null) {
    review.say(REFERENCE_TEXT.noReference);
    return;
  }
  const edge = direction === 1 ? view.startSample : view.endSample;
  const from = correction.cursorSample ?? selection.visibleBeat?.sample ?? edge;
  const sample =
    reference.differenceFrom(from, direction, cell) ??
    (cell === undefined ? null : reference.differenceFrom(-1, 1, cell));
  if (sample === null) {
    review.say(REFERENCE_TEXT.noDifference);
    return;
  }
  view.reveal(sample);
  correction.cursorSample = sample;
  const reach = MATCH_WINDOW_S * view.sampleRateHz;
  if (!selection.selectNearest(sample, reach)) selection.select(null);
}
