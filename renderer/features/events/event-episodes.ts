import { countedEvents, type ListedEvent } from '../../../app/rhythm/event-dispositions.ts';
import { eventText } from '../../../app/rhythm/event-text.ts';
import { RHYTHM_EVENT_NAMES, type RhythmEventKind } from '../../../app/rhythm/rhythm-event.ts';
import type { Episode } from '../review/index.ts';

/** Couplets and rates would crowd a day's overview; they are named, not drawn. */
const MARKS: Partial<Record<RhythmEventKind, Episode['mark']>> = {
  'atrial-fibrillation': 'fibrillation',
  'ventricular-triplet': 'ventricular',
  'ventricular-run': 'ventricular',
  'supraventricular-triplet': 'supraventricular',
  'supraventricular-run': 'supraventricular',
  pause: 'pause',
};

/** Events as the review shows them; what a reader dismissed is no event. */
export function episodesOf(events: readonly ListedEvent[], sampleRateHz: number): Episode[] {
  return countedEvents(events).map((event) => ({
    startSample: event.startSample,
    endSample: event.endSample,
    // Of the thousands of a day, only those in sight are ever named.
    get name() {
      return `${RHYTHM_EVENT_NAMES[event.kind]}, ${eventText(event, sampleRateHz)}`;
    },
    mark: MARKS[event.kind] ?? null,
  }));
}
