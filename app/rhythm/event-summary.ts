import { countedEvents, type ListedEvent } from './event-dispositions.ts';
import { hasRate, RHYTHM_EVENT_KINDS, type RhythmEventKind } from './rhythm-event.ts';

/** The events of one kind in a line, without those that a reader dismissed. */
export interface KindSummary {
  readonly kind: RhythmEventKind;
  readonly count: number;
  readonly confirmed: number;
  readonly dismissed: number;
  /** Of runs and triplets: those that are tachycardia. */
  readonly tachycardias: number;
  /** Most beats for runs, else most time; null for couplets and triplets, which have one length. */
  readonly longest: ListedEvent | null;
  /** Highest mean rate, of bradycardia the lowest; null where a kind has no rate. */
  readonly extremeRate: ListedEvent | null;
}

/** One summary per kind, in the order of RHYTHM_EVENT_KINDS, also for kinds without events. */
export function summariseEvents(events: readonly ListedEvent[]): KindSummary[] {
  const byKind = new Map<RhythmEventKind, ListedEvent[]>();
  for (const event of events) {
    const ofKind = byKind.get(event.kind);
    if (ofKind === undefined) byKind.set(event.kind, [event]);
    else ofKind.push(event);
  }
  return RHYTHM_EVENT_KINDS.map((kind) => {
    const ofKind = byKind.get(kind) ?? [];
    const counted = countedEvents(ofKind);
    const sign = kind === 'bradycardia' ? -1 : 1;
    return {
      kind,
      count: counted.length,
      confirmed: counted.filter(({ disposition }) => disposition?.status === 'confirmed').length,
      dismissed: ofKind.length - counted.length,
      tachycardias: counted.filter(({ isTachycardia }) => isTachycardia).length,
      longest: hasOneLength(kind) ? null : greatest(counted, lengthOf),
      extremeRate: hasRate(kind)
        ? greatest(counted, ({ meanBpm }) => sign * (meanBpm ?? -Infinity))
        : null,
    };
  });
}

/** What a kind is ordered by when it is ordered by length: beats where they are counted, else samples. */
function lengthOf({ kind, beats, startSample, endSample }: ListedEvent): number {
  return isRun(kind) ? beats : endSample - startSample;
}

function isRun(kind: RhythmEventKind): boolean {
  return kind.endsWith('-run');
}

function hasOneLength(kind: RhythmEventKind): boolean {
  return kind.endsWith('-couplet') || kind.endsWith('-triplet');
}

/** The first of the greatest. */
function greatest(
  events: readonly ListedEvent[],
  value: (event: ListedEvent) => number,
): ListedEvent | null {
  let best: ListedEvent | null = null;
  for (const event of events) if (best === null || value(event) > value(best)) best = event;
  return best;
}
