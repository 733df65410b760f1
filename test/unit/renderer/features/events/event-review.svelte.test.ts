import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { packEvents } from '../../../../../app/contract/event-columns.ts';
import type { EventList } from '../../../../../app/contract/events-review.ts';
import { DEFAULT_CRITERIA } from '../../../../../app/rhythm/event-criteria.ts';
import type { ListedEvent } from '../../../../../app/rhythm/event-dispositions.ts';
import { EventReview } from '../../../../../renderer/features/events/event-review.svelte.ts';
import { EVENTS_TEXT } from '../../../../../renderer/text/events.ts';
import { createFakeBridge, type FakeBridge } from '../../../../support/fake-bridge.ts';

function event(startSample: number, part: Partial<ListedEvent> = {}): ListedEvent {
  return {
    kind: 'ventricular-couplet',
    startSample,
    endSample: startSample + 100,
    beats: 2,
    meanBpm: 120,
    isTachycardia: false,
    lead: null,
    disposition: null,
    ...part,
  };
}

let listed: ListedEvent[];
let fake: FakeBridge;

function list(): EventList {
  return {
    criteria: DEFAULT_CRITERIA,
    criteriaOrigin: 'defaults',
    events: listed,
    orphans: [],
    analysedSamples: 10_000,
    fibrillationSamples: 0,
  };
}

beforeEach(() => {
  listed = [
    event(100),
    event(1000, { kind: 'ventricular-run', beats: 6, meanBpm: 160, isTachycardia: true }),
    event(2000, { kind: 'pause', meanBpm: null, endSample: 2900 }),
    event(4000, { kind: 'ventricular-triplet', beats: 3, meanBpm: 80 }),
  ];
  fake = createFakeBridge({
    'events:list': () => packEvents(list()),
    'events:judge': ({ kind, startSample, endSample, lead, status, comment }) => {
      const words = { status, comment, reader: 'AB', at: 'now' };
      const said = { id: 1, kind, startSample, endSample, lead, ...words };
      listed = listed.map((other) =>
        other.startSample === said.startSample ? { ...other, disposition: said } : other,
      );
      return said;
    },
  });
  vi.stubGlobal('window', { ectopy: fake.bridge });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

async function loaded(): Promise<EventReview> {
  const review = new EventReview('rec-1');
  await review.load();
  flushSync();
  return review;
}

test('steps in time through what is chosen, and in rows through what is ordered', async () => {
  const review = await loaded();
  expect(review.stepFrom(1000, 1)?.startSample).toBe(2000);
  expect(review.stepFrom(1000, -1)?.startSample).toBe(100);
  expect(review.stepFrom(5000, 1)).toBeNull();
  review.kind = 'ventricular-tachycardia';
  expect(review.rows.map(({ kind }) => kind)).toEqual(['ventricular-run']);
  expect(review.stepFrom(0, 1)?.startSample).toBe(1000);
  review.kind = 'all';
  review.sortBy('rate');
  expect(review.rows.map(({ meanBpm }) => meanBpm)).toEqual([160, 120, 80, null]);
  review.select(listed[1] ?? null);
  expect(review.stepInRows(1)?.startSample).toBe(100);
  expect(review.stepInRows(-1)).toBeNull();
});

test('keeps the event in hand when edits move it, and lets it go when it is gone', async () => {
  const review = await loaded();
  review.select(listed[1] ?? null);
  listed[1] = event(1010, { kind: 'ventricular-run', beats: 7 });
  await review.load();
  expect(review.selected?.beats).toBe(7);
  listed.splice(1, 1);
  await review.load();
  expect(review.selected).toBeNull();
});

test('a dismissed event is no longer counted; a comment keeps what was said', async () => {
  const review = await loaded();
  const pause = listed[2];
  if (pause === undefined) throw new Error('no pause');
  await review.judge(pause, 'dismissed');
  const summary = () => review.summary.find(({ kind }) => kind === 'pause');
  expect(summary()).toMatchObject({ count: 0, dismissed: 1 });
  review.select(pause);
  const said = review.selected;
  if (said === null) throw new Error('nothing in hand');
  await review.judge(said, 'dismissed', 'beat missed');
  await review.judge(review.selected ?? said, 'open');
  expect(review.selected?.disposition).toMatchObject({ status: 'open', comment: 'beat missed' });
  review.status = 'open';
  expect(review.rows).toHaveLength(4);
});

test('says why events could not be found', async () => {
  const review = await loaded();
  listed = [];
  fake = createFakeBridge({});
  vi.stubGlobal('window', { ectopy: fake.bridge });
  await review.load();
  expect(review.problem?.message).toContain('events:list');
  expect(review.events).toHaveLength(4);
});

test('takes the last words back, one after the other, until an edit comes', async () => {
  const review = await loaded();
  const statuses = () => review.events.map(({ disposition }) => disposition?.status ?? 'open');
  const [first, second] = review.events;
  if (first === undefined || second === undefined) throw new Error('no events');
  await review.judge(first, 'dismissed', 'noise');
  await review.judge(second, 'confirmed');
  const confirmed = review.events[1] ?? second;
  await review.judge(confirmed, 'dismissed');
  expect(await review.takeBack()?.done).toBe(true);
  expect(statuses()).toEqual(['dismissed', 'confirmed', 'open', 'open']);
  const back = review.takeBack();
  expect(back?.event.startSample).toBe(second.startSample);
  await back?.done;
  expect(statuses()).toEqual(['dismissed', 'open', 'open', 'open']);
  review.forgetWords();
  expect(review.takeBack()).toBeNull();
  expect(statuses()[0]).toBe('dismissed');
});

test('none of a status is said as not assessed where there was nothing to find events in', async () => {
  const events = new EventReview('rec-1');
  expect(EVENTS_TEXT.found(events.statusCounts.open, events.isAssessed(100))).toBe('Not assessed');
  await events.load();
  expect(EVENTS_TEXT.found(events.statusCounts.open, events.isAssessed(100))).toBe('4');
  events.kind = 'bradycardia';
  expect(EVENTS_TEXT.found(events.statusCounts.open, events.isAssessed(100))).toBe('0');
  expect(EVENTS_TEXT.found(events.statusCounts.open, events.isAssessed(0))).toBe('Not assessed');
});
