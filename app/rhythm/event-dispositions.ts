import { firstEndingAfter, type Span } from '../domain/regions.ts';
import type { RhythmEvent, RhythmEventKind } from './rhythm-event.ts';

/** What a reader can say of an event; `open` takes an earlier word back or goes with a comment alone. */
export const DISPOSITION_STATUSES = ['open', 'confirmed', 'dismissed'] as const;
export type DispositionStatus = (typeof DISPOSITION_STATUSES)[number];

/** What was said last of one event, and where it was when that was said. */
export interface EventDisposition extends Span {
  /** Of all that was ever said of this event. */
  readonly id: number;
  readonly kind: RhythmEventKind;
  readonly lead: number | null;
  readonly status: DispositionStatus;
  readonly comment: string;
  readonly reader: string;
  /** ISO time. */
  readonly at: string;
}

/** An event as lists and reports have it: with what was said of it. */
export interface ListedEvent extends RhythmEvent {
  readonly disposition: EventDisposition | null;
}

/** Those that lists, figures and burdens count: all that no reader dismissed. */
export function countedEvents(events: readonly ListedEvent[]): ListedEvent[] {
  return events.filter(({ disposition }) => disposition?.status !== 'dismissed');
}

export interface MatchedEvents {
  /** In the order of the events given. */
  readonly events: readonly ListedEvent[];
  /** What was said of events that are no longer found; kept, since they may come back. */
  readonly orphans: readonly EventDisposition[];
}

/**
 * Gives every event what was said of it. Events are found anew after every edit, so that what ties the
 * two is kind, lead and time: each disposition goes to the event that it overlaps most (as a share of
 * what both cover), and each event takes one. `events`: in order of time.
 */
export function matchDispositions(
  events: readonly RhythmEvent[],
  dispositions: readonly EventDisposition[],
): MatchedEvents {
  const byScope = new Map<string, RhythmEvent[]>();
  if (dispositions.length > 0) {
    for (const event of events) {
      const scope = byScope.get(scopeOf(event));
      if (scope === undefined) byScope.set(scopeOf(event), [event]);
      else scope.push(event);
    }
  }
  const pairs = dispositions
    .flatMap((disposition) =>
      overlapping(byScope.get(scopeOf(disposition)) ?? [], disposition).map((event) => ({
        disposition,
        event,
        share: overlapShare(event, disposition),
      })),
    )
    .sort((a, b) => b.share - a.share || b.disposition.id - a.disposition.id);
  const ofEvent = new Map<RhythmEvent, EventDisposition>();
  const placed = new Set<number>();
  for (const { disposition, event } of pairs) {
    if (ofEvent.has(event) || placed.has(disposition.id)) continue;
    ofEvent.set(event, disposition);
    placed.add(disposition.id);
  }
  return {
    events: events.map((event) => ({ ...event, disposition: ofEvent.get(event) ?? null })),
    orphans: dispositions.filter(
      ({ id, status, comment }) => !placed.has(id) && (status !== 'open' || comment !== ''),
    ),
  };
}

function scopeOf({ kind, lead }: Pick<RhythmEvent, 'kind' | 'lead'>): string {
  return `${kind} ${lead ?? 'all'}`;
}

/** The events of one scope, which follow one another, that have some of a stretch. */
function overlapping(events: readonly RhythmEvent[], stretch: Span): RhythmEvent[] {
  const first = firstEndingAfter(events, stretch.startSample);
  let end = first;
  while ((events[end]?.startSample ?? Infinity) < stretch.endSample) end += 1;
  return events.slice(first, end);
}

/** What two stretches have in common over what they cover together, 0..1. */
function overlapShare(a: Span, b: Span): number {
  const common = Math.min(a.endSample, b.endSample) - Math.max(a.startSample, b.startSample);
  const together = Math.max(a.endSample, b.endSample) - Math.min(a.startSample, b.startSample);
  return common / together;
}
