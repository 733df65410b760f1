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

/** Of the thousands of a day, only those in sight are ever named. */
class EventEpisode implements Episode {
  readonly startSample: number;
  readonly endSample: number;
  readonly mark: Episode['mark'];
  readonly #event: ListedEvent;
  readonly #sampleRateHz: number;

  constructor(event: ListedEvent, sampleRateHz: number) {
    this.startSample = event.startSample;
    this.endSample = event.endSample;
    this.mark = MARKS[event.kind] ?? null;
    this.#event = event;
    this.#sampleRateHz = sampleRateHz;
  }

  get name(): string {
    const event = this.#event;
    return `${RHYTHM_EVENT_NAMES[event.kind]}, ${eventText(event, this.#sampleRateHz)}`;
  }
}

/** Events as the review shows them; what a reader dismissed is no event. */
export function episodesOf(events: readonly ListedEvent[], sampleRateHz: number): Episode[] {
  return countedEvents(events).map((event) => new EventEpisode(event, sampleRateHz));
}
