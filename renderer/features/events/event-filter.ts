import type { DispositionStatus, ListedEvent } from '../../../app/rhythm/event-dispositions.ts';
import { RHYTHM_EVENT_KINDS, type RhythmEventKind } from '../../../app/rhythm/rhythm-event.ts';
import { EVENTS_TEXT } from '../../text/events.ts';

/** What the list can be narrowed to: a kind, or the triplets and runs that are tachycardia. */
export type KindFilter =
  'all' | RhythmEventKind | 'ventricular-tachycardia' | 'supraventricular-tachycardia';

export type StatusFilter = 'all' | DispositionStatus;

export const STATUS_FILTERS: readonly StatusFilter[] = ['all', 'open', 'confirmed', 'dismissed'];

/** From the top of the table of kinds; tachycardia stands below the sequences that can be it. */
export const KIND_FILTERS: readonly KindFilter[] = [
  'all',
  ...RHYTHM_EVENT_KINDS.flatMap((kind): KindFilter[] => {
    if (kind === 'ventricular-run') return [kind, 'ventricular-tachycardia'];
    if (kind === 'supraventricular-run') return [kind, 'supraventricular-tachycardia'];
    return [kind];
  }),
];

export function kindFilterName(filter: KindFilter): string {
  const { kind, filter: others } = EVENTS_TEXT;
  return filter in kind ? kind[filter as RhythmEventKind] : others[filter as keyof typeof others];
}

export function passesKind(event: ListedEvent, filter: KindFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'ventricular-tachycardia':
      return event.isTachycardia && event.kind.startsWith('ventricular');
    case 'supraventricular-tachycardia':
      return event.isTachycardia && event.kind.startsWith('supraventricular');
    default:
      return event.kind === filter;
  }
}

export function statusOf({ disposition }: ListedEvent): DispositionStatus {
  return disposition?.status ?? 'open';
}

export function passesStatus(event: ListedEvent, filter: StatusFilter): boolean {
  return filter === 'all' || statusOf(event) === filter;
}

/** What tells an event from all others of its list. */
export function eventId({ kind, lead, startSample, endSample }: ListedEvent): string {
  return `${kind}-${lead ?? 'all'}-${startSample}-${endSample}`;
}

/** Whether two are one and the same of a list, without making their names. */
export function isSameEvent(a: ListedEvent, b: ListedEvent): boolean {
  return (
    a.startSample === b.startSample &&
    a.endSample === b.endSample &&
    a.kind === b.kind &&
    a.lead === b.lead
  );
}

/** The kind whose criteria a filter is about; null for all. */
export function criteriaKind(filter: KindFilter): RhythmEventKind | null {
  switch (filter) {
    case 'all':
      return null;
    case 'ventricular-tachycardia':
      return 'ventricular-run';
    case 'supraventricular-tachycardia':
      return 'supraventricular-run';
    default:
      return filter;
  }
}
