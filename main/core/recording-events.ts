import * as v from 'valibot';
import { eventCriteriaSchema, type EventList } from '../../app/contract/events-review.ts';
import { intersectSpans, subtractSpans, unionSpans, type Span } from '../../app/domain/regions.ts';
import type { AnalysedTime, ExclusionCause } from '../../app/quality/analysed-time.ts';
import { DEFAULT_CRITERIA, type EventCriteria } from '../../app/rhythm/event-criteria.ts';
import {
  countedEvents,
  matchDispositions,
  type EventDisposition,
  type MatchedEvents,
} from '../../app/rhythm/event-dispositions.ts';
import { fibrillationBurden, findEvents, type BadSignal } from '../../app/rhythm/find-events.ts';
import type { RhythmEvent } from '../../app/rhythm/rhythm-event.ts';
import { analysedTimeOf } from './analysed-time.ts';
import { toClassColumns } from './beat-table.ts';
import { now, type CoreContext } from './context.ts';
import type { OpenReading } from './open-reading.ts';
import { dispositionsOf } from './reading-contents.ts';
import { ReadingMemory } from './reading-memory.ts';
import { requireEditable } from './reading-rights.ts';

type Context = Pick<CoreContext, 'store' | 'readings'>;

const found = new ReadingMemory<readonly RhythmEvent[]>();

/**
 * Events of the present reader's reading by the criteria in force, with what was said of them.
 * @throws AppError not-found, conflict when no beats have been detected yet.
 */
export function listEvents(context: Context, recordingId: string): EventList {
  const open = context.readings.of(recordingId);
  const { criteria, origin } = criteriaOf(context, open);
  const { excluded, analysedSamples } = timeOf(context, open);
  const { events, orphans } = matchedEvents(context, open, criteria);
  const { sampleCount } = open.recording;
  return {
    criteria,
    criteriaOrigin: origin,
    events,
    orphans: [...orphans],
    analysedSamples,
    fibrillationSamples: fibrillationBurden(countedEvents(events), { sampleCount, excluded })
      .fibrillationSamples,
  };
}

/** The events that other criteria would give. */
export function findEventsBy(
  context: Context,
  recordingId: string,
  criteria: EventCriteria,
): RhythmEvent[] {
  return find(context, context.readings.of(recordingId), criteria);
}

/** Those it was signed with; else the recording's own criteria, else the library's, else the defaults. */
export function criteriaOf(
  { store }: Pick<CoreContext, 'store'>,
  { recording, signed }: Pick<OpenReading, 'recording' | 'signed'>,
): { criteria: EventCriteria; origin: EventList['criteriaOrigin'] } {
  if (signed !== null) {
    const criteria = v.parse(eventCriteriaSchema, JSON.parse(signed.version.criteria));
    return { criteria, origin: 'signed' };
  }
  const own = store.eventCriteria.read(recording.key);
  if (own !== null) return { criteria: own, origin: 'recording' };
  const shared = store.eventCriteria.read(null);
  return shared === null
    ? { criteria: DEFAULT_CRITERIA, origin: 'defaults' }
    : { criteria: shared, origin: 'library' };
}

/** What a reader says of an event. */
export type Judgement = Omit<EventDisposition, 'id' | 'reader' | 'at'>;

/** Writes what the reader says of an event, as a further word on it if there was one. */
export function judgeEvent(
  context: Context,
  recordingId: string,
  judgement: Judgement,
): EventDisposition {
  const { store } = context;
  const open = context.readings.of(recordingId);
  requireEditable(store, open);
  const { events, orphans } = matchedEvents(context, open, criteriaOf(context, open).criteria);
  const isSame = (other: Omit<Judgement, 'status' | 'comment'>): boolean =>
    other.kind === judgement.kind &&
    other.lead === judgement.lead &&
    other.startSample === judgement.startSample &&
    other.endSample === judgement.endSample;
  const earlier = events.find(isSame)?.disposition ?? orphans.find(isSame) ?? null;
  const { reader } = store.settings.read();
  return store.transaction(() => {
    if (open.identity.reader === null) store.readings.nameReader(open.identity, reader);
    return store.eventJudgements.append(open.identity.key, earlier?.id ?? null, {
      ...judgement,
      reader,
      at: now(),
    });
  });
}

function matchedEvents(
  context: Context,
  open: OpenReading,
  criteria: EventCriteria,
): MatchedEvents {
  const dispositions = dispositionsOf(context.store, open);
  return matchDispositions(currentEvents(context, open, criteria), dispositions);
}

/** Finds events anew only when what they rest on has changed. */
function currentEvents(
  context: Context,
  open: OpenReading,
  criteria: EventCriteria,
): readonly RhythmEvent[] {
  // What is in force is told by its latest transaction: undo goes back to the one before.
  const lastEdit = open.history.done.at(-1) ?? null;
  const basis = [lastEdit, open.predictions, timeOf(context, open), JSON.stringify(criteria)];
  return found.recall(open.reading, basis, () => find(context, open, criteria));
}

function find(context: Context, open: OpenReading, criteria: EventCriteria): RhythmEvent[] {
  const { recording, reading, predictions } = open;
  const { sample, beatClass } = toClassColumns(reading, predictions);
  const { sampleRateHz, sampleCount } = recording;
  const time = timeOf(context, open);
  return findEvents(
    {
      sample,
      beatClass,
      sampleRateHz,
      sampleCount,
      excluded: time.excluded,
      badSignal: badSignalOf(time),
    },
    criteria,
  );
}

function timeOf({ store }: Context, { recording, reading }: OpenReading): AnalysedTime {
  return analysedTimeOf(store, recording, reading);
}

/** Which causes of bad signal make which kind of event. What a reader left out is no event. */
const CAUSES: Record<BadSignal['kind'], readonly ExclusionCause[]> = {
  'lead-off': ['lead-off', 'flat'],
  noise: ['saturated', 'noise'],
};

/** What is bad in all leads once, as lead null, and the rest by lead. */
function badSignalOf({ leads }: AnalysedTime): BadSignal[] {
  return (['lead-off', 'noise'] as const).flatMap((kind) => {
    const ofLead = leads.map((lead) => unionSpans(...CAUSES[kind].map((cause) => lead[cause])));
    const common = ofLead.length === 0 ? [] : ofLead.reduce(intersectSpans);
    const asEvents = (spans: readonly Span[], lead: number | null): BadSignal[] =>
      spans.map(({ startSample, endSample }) => ({ kind, lead, startSample, endSample }));
    return [
      ...asEvents(common, null),
      ...ofLead.flatMap((spans, lead) => asEvents(subtractSpans(spans, common), lead)),
    ];
  });
}
