import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  matchDispositions,
  type EventDisposition,
} from '../../../../app/rhythm/event-dispositions.ts';
import { summariseEvents } from '../../../../app/rhythm/event-summary.ts';
import type { RhythmEvent, RhythmEventKind } from '../../../../app/rhythm/rhythm-event.ts';

function event(
  startSample: number,
  endSample: number,
  part: Partial<RhythmEvent> = {},
): RhythmEvent {
  return {
    kind: 'pause',
    startSample,
    endSample,
    beats: 2,
    meanBpm: null,
    isTachycardia: false,
    lead: null,
    ...part,
  };
}

function said(
  id: number,
  startSample: number,
  endSample: number,
  part: Partial<EventDisposition> = {},
): EventDisposition {
  const kind: RhythmEventKind = 'pause';
  const words = { status: 'confirmed', comment: '', reader: 'AB', at: 'now' } as const;
  return { id, kind, startSample, endSample, lead: null, ...words, ...part };
}

test('what was said stays with an event whose beats move, and with the larger part of one that splits', () => {
  const moved = matchDispositions([event(110, 620), event(700, 900)], [said(1, 100, 600)]);
  expect(moved.events.map(({ disposition }) => disposition?.id)).toEqual([1, undefined]);
  const split = matchDispositions([event(100, 200), event(220, 600)], [said(1, 100, 600)]);
  expect(split.events.map(({ disposition }) => disposition?.id)).toEqual([undefined, 1]);
  expect(split.orphans).toEqual([]);
});

test('another kind, another lead or another time makes an orphan; an empty word makes none', () => {
  const events = [event(100, 600), event(100, 600, { kind: 'noise', lead: 1 })];
  const dispositions = [
    said(1, 100, 600, { kind: 'bradycardia' }),
    said(2, 100, 600, { kind: 'noise', lead: 0 }),
    said(3, 600, 700, { status: 'open', comment: 'look again' }),
    said(4, 800, 900, { status: 'open' }),
  ];
  const { events: listed, orphans } = matchDispositions(events, dispositions);
  expect(listed.map(({ disposition }) => disposition)).toEqual([null, null]);
  expect(orphans.map(({ id }) => id)).toEqual([1, 2, 3]);
});

test('every disposition has at most one event, every event at most one disposition', () => {
  const spans = fc
    .uniqueArray(fc.nat(400), { maxLength: 40 })
    .map((edges) => edges.toSorted((a, b) => a - b))
    .map((edges) =>
      edges.flatMap((from, i) => (i % 2 === 0 ? [] : [[edges[i - 1] ?? 0, from] as const])),
    );
  fc.assert(
    fc.property(spans, spans, (places, words) => {
      const { events, orphans } = matchDispositions(
        places.map(([from, to]) => event(from, to)),
        words.map(([from, to], index) => said(index + 1, from, to)),
      );
      const placed = events.flatMap(({ disposition }) => disposition?.id ?? []);
      expect([...placed, ...orphans.map(({ id }) => id)].sort((a, b) => a - b)).toEqual(
        words.map((_, index) => index + 1),
      );
      for (const { startSample, endSample, disposition } of events) {
        if (disposition === null) continue;
        expect(disposition.startSample < endSample && disposition.endSample > startSample).toBe(
          true,
        );
      }
    }),
  );
});

test('counts, longest and fastest leave out what was dismissed', () => {
  const runs = [
    event(0, 1000, { kind: 'ventricular-run', beats: 5, meanBpm: 150, isTachycardia: true }),
    event(2000, 2900, { kind: 'ventricular-run', beats: 7, meanBpm: 120 }),
    event(4000, 4900, { kind: 'ventricular-run', beats: 9, meanBpm: 180 }),
  ];
  const dismissed = said(1, 4000, 4900, { kind: 'ventricular-run', status: 'dismissed' });
  const { events } = matchDispositions(runs, [dismissed]);
  const summary = summariseEvents(events).find(({ kind }) => kind === 'ventricular-run');
  expect(summary).toMatchObject({ count: 2, dismissed: 1, tachycardias: 1 });
  expect([summary?.longest?.beats, summary?.extremeRate?.meanBpm]).toEqual([7, 150]);
});
