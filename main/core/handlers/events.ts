import type { Handlers } from '../../../app/contract/channels.ts';
import { packEvents } from '../../../app/contract/event-columns.ts';
import type { EVENT_CHANNELS } from '../../../app/contract/events-review.ts';
import { RHYTHM_EVENT_KINDS } from '../../../app/rhythm/rhythm-event.ts';
import { now, type CoreContext } from '../context.ts';
import { requireEditable } from '../reading-rights.ts';
import { findEventsBy, judgeEvent, listEvents } from '../recording-events.ts';

export function eventHandlers(context: CoreContext) {
  const { store } = context;
  return {
    'events:list': ({ recordingId }) => packEvents(listEvents(context, recordingId)),
    'events:count': ({ recordingId, criteria }) => {
      const events = findEventsBy(context, recordingId, criteria);
      return RHYTHM_EVENT_KINDS.map((kind) => ({
        kind,
        count: events.filter((event) => event.kind === kind).length,
      }));
    },
    'events:set-criteria': ({ recordingId, criteria }) => {
      const open = recordingId === null ? null : context.readings.of(recordingId);
      if (open !== null) requireEditable(store, open);
      const key = open?.recording.key ?? null;
      const { reader } = store.settings.read();
      store.eventCriteria.write(key, criteria, { reader, at: now() });
      return {};
    },
    'events:judge': ({ recordingId, ...judgement }) => judgeEvent(context, recordingId, judgement),
  } satisfies Handlers<keyof typeof EVENT_CHANNELS>;
}
