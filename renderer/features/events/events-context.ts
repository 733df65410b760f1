import { createContext } from 'svelte';
import type { ListedEvent } from '../../../app/rhythm/event-dispositions.ts';
import type { EventReview } from './event-review.svelte.ts';

export interface OpenEventReview {
  readonly review: EventReview;
  /** Makes an event the one in hand and brings the strips to it. */
  readonly show: (event: ListedEvent) => void;
}

/** The events that all views of a recording share; set once by OpenEvents. */
export const [currentEvents, provideEvents] = createContext<OpenEventReview>();
