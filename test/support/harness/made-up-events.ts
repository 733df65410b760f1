import type { ChannelName, Handlers } from '../../../app/contract/channels.ts';
import { packEvents } from '../../../app/contract/event-columns.ts';
import { spanSamples } from '../../../app/domain/regions.ts';
import { DEFAULT_CRITERIA, type EventCriteria } from '../../../app/rhythm/event-criteria.ts';
import {
  countedEvents,
  matchDispositions,
  type EventDisposition,
} from '../../../app/rhythm/event-dispositions.ts';
import {
  fibrillationBurden,
  findEvents,
  type RhythmRecording,
} from '../../../app/rhythm/find-events.ts';
import { RHYTHM_EVENT_KINDS } from '../../../app/rhythm/rhythm-event.ts';

type EventHandlers = Pick<
  Handlers<ChannelName>,
  'events:list' | 'events:count' | 'events:judge' | 'events:set-criteria'
>;

/** Events as the core finds and keeps them, without a core. */
export function madeUpEvents(recording: () => RhythmRecording, reader: string): EventHandlers {
  let criteria: EventCriteria | null = null;
  const dispositions = new Map<number, EventDisposition>();
  return {
    'events:list': () => {
      const now = recording();
      const found = findEvents(now, criteria ?? DEFAULT_CRITERIA);
      const { events, orphans } = matchDispositions(found, [...dispositions.values()]);
      return packEvents({
        criteria: criteria ?? DEFAULT_CRITERIA,
        criteriaOrigin: criteria === null ? 'defaults' : 'recording',
        events,
        orphans: [...orphans],
        analysedSamples: now.sampleCount - spanSamples(now.excluded),
        fibrillationSamples: fibrillationBurden(countedEvents(events), now).fibrillationSamples,
      });
    },
    'events:count': ({ criteria: asked }) => {
      const events = findEvents(recording(), asked);
      return RHYTHM_EVENT_KINDS.map((kind) => ({
        kind,
        count: events.filter((event) => event.kind === kind).length,
      }));
    },
    'events:set-criteria': ({ criteria: chosen }) => {
      criteria = chosen;
      return {};
    },
    'events:judge': ({ kind, startSample, endSample, lead, status, comment }) => {
      const before = [...dispositions.values()].find(
        (other) => other.kind === kind && other.startSample === startSample,
      );
      const id = before?.id ?? dispositions.size + 1;
      const at = new Date().toISOString();
      const said = { id, kind, startSample, endSample, lead, status, comment, reader, at };
      dispositions.set(id, said);
      return said;
    },
  };
}
