import { FLAG_EDITED, NO_MODEL_CLASS } from '../../../app/contract/beat-columns.ts';
import type { ViewState } from '../../../app/contract/schemas.ts';
import { BEAT_CLASSES, beatClassIndex } from '../../../app/domain/beat-class.ts';
import { UNSURE_BELOW } from '../../../app/domain/confidence.ts';

/**
 * What a filter chip selects; what Tab steps through. `selected` are the beats that the reader put
 * together: with a lasso, as a group, as a range. They are not stored with the view.
 */
export type BeatFilter = ViewState['filter'] | 'selected';

export const BEAT_FILTERS: readonly BeatFilter[] = [
  'all',
  ...BEAT_CLASSES,
  'edited',
  'unsure',
  'selected',
];

/** Steps of the byte that the beat table keeps for a probability. */
const CONFIDENCE_STEPS = 254;

/** What readers and models said of one beat, as the bytes of the beat table. */
type BeatTest = (
  beatClass: number,
  modelClass: number,
  confidence: number,
  flags: number,
  beatId: number,
) => boolean;

export function isEdited(flags: number): boolean {
  return (flags & FLAG_EDITED) !== 0;
}

export function isUnsure(modelClass: number, confidence: number, flags: number): boolean {
  return (
    modelClass !== NO_MODEL_CLASS &&
    !isEdited(flags) &&
    confidence < UNSURE_BELOW * CONFIDENCE_STEPS
  );
}

/** A test for one filter, made once for a pass over all beats; `selected` by beat id. */
export function filterTest(filter: BeatFilter, selected: ReadonlySet<number>): BeatTest {
  if (filter === 'all') return () => true;
  if (filter === 'edited') return (_class, _model, _confidence, flags) => isEdited(flags);
  if (filter === 'unsure') {
    return (_class, modelClass, confidence, flags) => isUnsure(modelClass, confidence, flags);
  }
  if (filter === 'selected') {
    return (_class, _model, _confidence, _flags, beatId) => selected.has(beatId);
  }
  const wanted = beatClassIndex(filter);
  return (beatClass) => beatClass === wanted;
}

/** 0..1 to the byte that the beat table keeps, and back. */
export function confidenceByte(confidence: number): number {
  return Math.round(CONFIDENCE_STEPS * confidence);
}

export function confidenceOfByte(byte: number): number {
  return byte / CONFIDENCE_STEPS;
}

export type FilterCounts = Record<BeatFilter, number>;
