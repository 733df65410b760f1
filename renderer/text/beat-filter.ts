import { BEAT_CLASS_NAMES, isBeatClass, type BeatClass } from '../../app/domain/beat-class.ts';
import { UNSURE_BELOW } from '../../app/domain/confidence.ts';

/** Filters of beats that are no class. */
const OTHER_FILTERS = {
  all: { label: 'All', definition: 'every beat that is not deleted' },
  edited: { label: 'edited', definition: 'relabelled, moved or inserted by a reader' },
  unsure: {
    label: 'unsure',
    definition: `probability of the class below ${100 * UNSURE_BELOW} %, and no reader has decided`,
  },
  selected: { label: 'selected', definition: 'put together by you, whatever their class is now' },
} as const;

/** A filter's name, and the definition behind its count, shown on hover. */
export function filterText(filter: BeatClass | keyof typeof OTHER_FILTERS): {
  readonly label: string;
  readonly definition: string;
} {
  return isBeatClass(filter)
    ? { label: filter, definition: `${BEAT_CLASS_NAMES[filter]} (${filter})` }
    : OTHER_FILTERS[filter];
}

/** Words of the row of filters. */
export const FILTER_TEXT = {
  label: 'Show beats',
  named: (filter: string, count: string) => `${filter} ${count}`,
  /** `origin`: how the beats of a selection were put together; `uncounted`: what is left out. */
  meaning: (parts: {
    readonly count: string;
    readonly total: string;
    readonly definition: string;
    readonly origin: string | null;
    readonly uncounted: string | null;
    readonly key: string | null;
  }) =>
    [
      `${parts.count} of ${parts.total} beats: ${parts.definition}${parts.origin === null ? '' : ` (${parts.origin})`}.`,
      parts.uncounted,
      parts.key === null ? null : `Key ${parts.key}.`,
    ]
      .filter((part) => part !== null)
      .join(' '),
  rank: (rank: string, count: string) => `${rank} of ${count}`,
} as const;
