import { unpackEvents } from '../../../app/contract/event-columns.ts';
import type { EventList } from '../../../app/contract/events-review.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import type { EventCriteria } from '../../../app/rhythm/event-criteria.ts';
import type {
  DispositionStatus,
  EventDisposition,
  ListedEvent,
} from '../../../app/rhythm/event-dispositions.ts';
import { summariseEvents } from '../../../app/rhythm/event-summary.ts';
import { call } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';
import {
  isSameEvent,
  passesKind,
  passesStatus,
  statusOf,
  type KindFilter,
  type StatusFilter,
} from './event-filter.ts';
import { DESCENDING_FIRST, sortEvents, type EventOrder, type EventSortKey } from './event-order.ts';

/** The events of the open recording: found by the core, filtered, ordered and judged here. */
export class EventReview {
  list = $state.raw<EventList | null>(null);
  problem = $state.raw<AppError | null>(null);
  kind = $state<KindFilter>('all');
  status = $state<StatusFilter>('all');
  order = $state.raw<EventOrder>({ key: 'time', descending: false });

  readonly events: readonly ListedEvent[] = $derived(this.list?.events ?? []);
  readonly summary = $derived(summariseEvents(this.events));
  /** Of the filters, in order of time: what J and K step through. */
  readonly chosen: readonly ListedEvent[] = $derived(
    this.events.filter((event) => passesKind(event, this.kind) && passesStatus(event, this.status)),
  );
  /** Events of the kind by what was said of them. */
  readonly statusCounts: Readonly<Record<StatusFilter, number>> = $derived.by(() => {
    const counts = { all: 0, open: 0, confirmed: 0, dismissed: 0 };
    for (const event of this.events) {
      if (!passesKind(event, this.kind)) continue;
      counts.all += 1;
      counts[statusOf(event)] += 1;
    }
    return counts;
  });
  readonly rows: readonly ListedEvent[] = $derived(sortEvents(this.chosen, this.order));
  /** The event in hand, as it stands now. */
  readonly selected: ListedEvent | null = $derived.by(() => {
    const event = this.#selected;
    if (event === null) return null;
    return (
      this.events.find((other) => isSameEvent(other, event)) ??
      // Edits beside it moved its ends.
      this.events.find(
        (other) =>
          other.kind === event.kind &&
          other.lead === event.lead &&
          other.startSample < event.endSample &&
          other.endSample > event.startSample,
      ) ??
      null
    );
  });

  readonly recordingId: string;
  #selected = $state.raw<ListedEvent | null>(null);
  #requests = 0;
  /** The reader's words since the last edit, each with what was said of the event before. */
  #words: readonly { event: ListedEvent; before: EventDisposition | null }[] = [];

  constructor(recordingId: string) {
    this.recordingId = recordingId;
  }

  async load(): Promise<void> {
    this.#requests += 1;
    const request = this.#requests;
    try {
      const list = unpackEvents(await call('events:list', { recordingId: this.recordingId }));
      if (request !== this.#requests) return;
      this.list = list;
      this.problem = null;
    } catch (error) {
      if (request === this.#requests) this.problem = asAppError(error);
    }
  }

  /** Whether there was time and beats to find events in; where there was not, none found says nothing. */
  isAssessed(beatCount: number): boolean {
    return (this.list?.analysedSamples ?? 0) > 0 && beatCount > 0;
  }

  select(event: ListedEvent | null): void {
    this.#selected = event;
  }

  sortBy(key: EventSortKey): void {
    const descending =
      key === this.order.key ? !this.order.descending : DESCENDING_FIRST.includes(key);
    this.order = { key, descending };
  }

  /** The next (1) or previous (-1) chosen event in time, seen from a sample. */
  stepFrom(sample: number, direction: 1 | -1): ListedEvent | null {
    if (direction === 1) {
      return this.chosen.find(({ startSample }) => startSample > sample) ?? null;
    }
    return this.chosen.findLast(({ startSample }) => startSample < sample) ?? null;
  }

  /** The row after or before the event in hand. */
  stepInRows(direction: 1 | -1): ListedEvent | null {
    const { selected } = this;
    const at = selected === null ? -1 : this.rows.findIndex((row) => isSameEvent(row, selected));
    if (at < 0) return this.rows.at(direction === 1 ? 0 : -1) ?? null;
    return this.rows[at + direction] ?? null;
  }

  /** Says something of an event; shown when it is durable. */
  async judge(event: ListedEvent, status: DispositionStatus, comment?: string): Promise<void> {
    const { disposition } = event;
    const said = await this.#write(event, status, comment ?? disposition?.comment ?? '');
    if (said) this.#words = [...this.#words, { event, before: disposition }];
  }

  /** An edit came after the words: it is what an undo takes back now. */
  forgetWords(): void {
    this.#words = [];
  }

  /**
   * Says again what was said before the last word on an event, as one more word: nothing is ever taken
   * out of what readers said. Null when there is no word to take back.
   */
  takeBack(): { readonly event: ListedEvent; readonly done: Promise<boolean> } | null {
    const last = this.#words.at(-1);
    if (last === undefined) return null;
    const { event, before } = last;
    this.#words = this.#words.slice(0, -1);
    const done = this.#write(event, before?.status ?? 'open', before?.comment ?? '');
    return { event, done };
  }

  async #write(event: ListedEvent, status: DispositionStatus, comment: string): Promise<boolean> {
    const { kind, startSample, endSample, lead } = event;
    try {
      await call('events:judge', {
        recordingId: this.recordingId,
        kind,
        startSample,
        endSample,
        lead,
        status,
        comment,
      });
      await this.load();
      return true;
    } catch (error) {
      this.problem = asAppError(error);
      return false;
    }
  }

  /** Puts criteria in force, for this recording or for all without their own; null takes them back. */
  async setCriteria(criteria: EventCriteria | null, scope: 'recording' | 'library'): Promise<void> {
    const recordingId = scope === 'recording' ? this.recordingId : null;
    try {
      await call('events:set-criteria', { recordingId, criteria });
      await this.load();
    } catch (error) {
      this.problem = asAppError(error);
    }
  }
}
