import type { Span } from '../../../app/domain/regions.ts';
import type { Review } from '../review/index.ts';

/** A beat from before its P wave to after its T wave, s around the QRS complex. */
const BEFORE_BEAT_S = 0.25;
const AFTER_BEAT_S = 0.4;

/**
 * Where a region begins or ends: the place of the cursor, the selected beat as a whole, or else the
 * window.
 */
export function placeForRegion({ correction, selection, view }: Review): Span {
  const { cursorSample } = correction;
  if (cursorSample !== null && view.isVisible(cursorSample)) {
    return { startSample: cursorSample, endSample: cursorSample };
  }
  const sample = selection.visibleBeat?.sample;
  if (sample !== undefined) return aroundBeats(view.sampleRateHz, sample, sample);
  return { startSample: view.startSample, endSample: view.endSample };
}

/** From the first to the last of the selected beats where they are neighbours; otherwise null. */
export function selectedNeighbours({ selection, beats, view }: Review): Span | null {
  const ids = selection.several?.beatIds;
  if (ids === undefined || ids.size < 2) return null;
  let first = Infinity;
  let last = -1;
  for (const id of ids) {
    const index = beats.table.indexOfId(id);
    first = Math.min(first, index);
    last = Math.max(last, index);
  }
  if (first < 0 || last - first + 1 !== ids.size) return null;
  return aroundBeats(view.sampleRateHz, beats.table.sampleAt(first), beats.table.sampleAt(last));
}

function aroundBeats(sampleRateHz: number, first: number, last: number): Span {
  return {
    startSample: Math.max(0, Math.round(first - BEFORE_BEAT_S * sampleRateHz)),
    endSample: Math.round(last + AFTER_BEAT_S * sampleRateHz),
  };
}
