import * as v from 'valibot';
import {
  CRITERION_RANGES,
  isCriterion,
  NUMERIC_CRITERIA,
  PAUSE_BETWEEN,
  type NumericCriterion,
} from '../rhythm/event-criteria.ts';
import { DISPOSITION_STATUSES, type ListedEvent } from '../rhythm/event-dispositions.ts';
import { RHYTHM_EVENT_KINDS } from '../rhythm/rhythm-event.ts';
import { channel } from './channel.ts';
import { countSchema, finiteSchema, idSchema, sampleSchema } from './schemas.ts';

/** Events of a recording's current reading: found, judged by readers, and by which criteria. */

function criterionSchema(name: NumericCriterion) {
  const { least, most, unit } = CRITERION_RANGES[name];
  return v.pipe(
    finiteSchema,
    v.check((value) => isCriterion(name, value), `${name}: from ${least} to ${most} ${unit}`),
  );
}

export const eventCriteriaSchema = v.strictObject({
  version: v.literal(1),
  pauseBetween: v.picklist(PAUSE_BETWEEN),
  ...(Object.fromEntries(NUMERIC_CRITERIA.map((name) => [name, criterionSchema(name)])) as Record<
    NumericCriterion,
    ReturnType<typeof criterionSchema>
  >),
});

const kindSchema = v.picklist(RHYTHM_EVENT_KINDS);
const statusSchema = v.picklist(DISPOSITION_STATUSES);
const leadSchema = v.nullable(countSchema);
const commentSchema = v.pipe(v.string(), v.maxLength(2000));

export const dispositionSchema = v.object({
  id: countSchema,
  kind: kindSchema,
  startSample: sampleSchema,
  endSample: sampleSchema,
  lead: leadSchema,
  status: statusSchema,
  comment: v.string(),
  reader: v.string(),
  at: v.string(),
});

/**
 * Events as columns, in order of time: a day in atrial fibrillation has 25,000. `event-columns.ts`
 * writes and reads them.
 */
const eventColumnsSchema = v.object({
  /** Index into RHYTHM_EVENT_KINDS. */
  kind: v.instance(Uint8Array),
  startSample: v.instance(Uint32Array),
  endSample: v.instance(Uint32Array),
  beats: v.instance(Uint32Array),
  /** NaN where beats do not make the event. */
  meanBpm: v.instance(Float64Array),
  isTachycardia: v.instance(Uint8Array),
  /** -1 for all leads and for rhythms. */
  lead: v.instance(Int32Array),
  /** What was said, by the event's place in the columns. */
  said: v.array(v.tuple([countSchema, dispositionSchema])),
});

/**
 * Whose criteria are in force: the recording's own, those of the library, or Ectopy's defaults; of an
 * open version those that it was signed with.
 */
const criteriaOriginSchema = v.picklist(['recording', 'library', 'defaults', 'signed']);

export const eventListSchema = v.object({
  criteria: eventCriteriaSchema,
  criteriaOrigin: criteriaOriginSchema,
  events: eventColumnsSchema,
  /** What was said of events that are no longer found. */
  orphans: v.array(dispositionSchema),
  /** The recording without excluded time. */
  analysedSamples: countSchema,
  /** Time in atrial fibrillation that nobody dismissed. */
  fibrillationSamples: countSchema,
});
export type PackedEventList = v.InferOutput<typeof eventListSchema>;

/** The same with events that can be looked at. */
export type EventList = Omit<PackedEventList, 'events'> & {
  /** In order of time. */
  readonly events: readonly ListedEvent[];
};

const recording = v.object({ recordingId: idSchema });

export const EVENT_CHANNELS = {
  'events:list': channel('core', recording, eventListSchema),
  /** How many events of each kind the recording would have by other criteria. */
  'events:count': channel(
    'core',
    v.object({ recordingId: idSchema, criteria: eventCriteriaSchema }),
    v.array(v.object({ kind: kindSchema, count: countSchema })),
  ),
  /**
   * Criteria of a recording, or, without one, of every recording without its own. Null goes back to
   * what is valid without them.
   */
  'events:set-criteria': channel(
    'core',
    v.object({
      recordingId: v.nullable(idSchema),
      criteria: v.nullable(eventCriteriaSchema),
    }),
    v.object({}),
  ),
  /** What the reader says of an event that is listed, or of an orphan; durable with the reply. */
  'events:judge': channel(
    'core',
    v.object({
      recordingId: idSchema,
      kind: kindSchema,
      startSample: sampleSchema,
      endSample: sampleSchema,
      lead: leadSchema,
      status: statusSchema,
      comment: commentSchema,
    }),
    dispositionSchema,
  ),
};
