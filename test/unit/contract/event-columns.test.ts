import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packEvents, unpackEvents } from '../../../app/contract/event-columns.ts';
import type { EventList } from '../../../app/contract/events-review.ts';
import { DEFAULT_CRITERIA } from '../../../app/rhythm/event-criteria.ts';
import { DISPOSITION_STATUSES } from '../../../app/rhythm/event-dispositions.ts';
import { RHYTHM_EVENT_KINDS } from '../../../app/rhythm/rhythm-event.ts';

const span = {
  kind: fc.constantFrom(...RHYTHM_EVENT_KINDS),
  startSample: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  endSample: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  lead: fc.option(fc.integer({ min: 0, max: 300 })),
};
const event = fc.record({
  ...span,
  beats: fc.nat(),
  meanBpm: fc.option(fc.double({ min: 1, max: 400, noNaN: true })),
  isTachycardia: fc.boolean(),
  disposition: fc.option(
    fc.record({
      ...span,
      id: fc.nat(),
      status: fc.constantFrom(...DISPOSITION_STATUSES),
      comment: fc.string(),
      reader: fc.string(),
      at: fc.string(),
    }),
  ),
});

it('gives back the events that were packed', () => {
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const list: EventList = {
        criteria: DEFAULT_CRITERIA,
        criteriaOrigin: 'library',
        events,
        orphans: [],
        analysedSamples: 7,
        fibrillationSamples: 3,
      };
      expect(unpackEvents(structuredClone(packEvents(list)))).toEqual(list);
    }),
  );
});
