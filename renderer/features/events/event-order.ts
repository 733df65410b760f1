import type { ListedEvent } from '../../../app/rhythm/event-dispositions.ts';
import { RHYTHM_EVENT_KINDS } from '../../../app/rhythm/rhythm-event.ts';
import { statusOf } from './event-filter.ts';

export type EventSortKey = 'time' | 'kind' | 'length' | 'rate' | 'status';

export interface EventOrder {
  readonly key: EventSortKey;
  readonly descending: boolean;
}

/** What a first click on a heading gives: the longest and the fastest on top. */
export const DESCENDING_FIRST: readonly EventSortKey[] = ['length', 'rate'];

const STATUS_ORDER = ['open', 'confirmed', 'dismissed'];

/** A sorted copy; equal ones stay in order of time. `events`: in order of time. */
export function sortEvents(events: readonly ListedEvent[], order: EventOrder): ListedEvent[] {
  if (order.key === 'time') return order.descending ? events.toReversed() : [...events];
  const sign = order.descending ? -1 : 1;
  return events.toSorted((a, b) => sign * (valueOf(a, order.key) - valueOf(b, order.key)));
}

function valueOf(event: ListedEvent, key: EventSortKey): number {
  switch (key) {
    case 'time':
      return event.startSample;
    case 'kind':
      return RHYTHM_EVENT_KINDS.indexOf(event.kind);
    case 'length':
      // In time, the one measure that all kinds have.
      return event.endSample - event.startSample;
    case 'rate':
      return event.meanBpm ?? -1;
    case 'status':
      return STATUS_ORDER.indexOf(statusOf(event));
  }
}
