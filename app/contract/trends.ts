import * as v from 'valibot';
import { BEAT_CLASSES } from '../domain/beat-class.ts';
import { EXCLUSION_CAUSES } from '../quality/analysed-time.ts';
import { HOURLY_EVENT_NAMES } from '../trends/hourly-table.ts';
import { HRV_MEASURE_IDS } from '../trends/hrv.ts';
import { channel } from './channel.ts';
import { countSchema, finiteSchema, idSchema, sampleSchema } from './schemas.ts';

/** The figures of a recording's day; their definitions are exported beside the code that makes them. */

const perClassSchema = v.object(v.entriesFromList(BEAT_CLASSES, countSchema));
const eventCountsSchema = v.object(v.entriesFromList(HOURLY_EVENT_NAMES, countSchema));
const spanSchema = v.object({ startSample: sampleSchema, endSample: sampleSchema });

/** By HEART_RATE_DEFINITION; null where too few beats follow one another. */
const heartRateSchema = v.object({
  minBpm: v.nullable(finiteSchema),
  meanBpm: v.nullable(finiteSchema),
  maxBpm: v.nullable(finiteSchema),
  minAtSample: v.nullable(sampleSchema),
  maxAtSample: v.nullable(sampleSchema),
});

const hourSchema = v.object({
  ...spanSchema.entries,
  analysedSamples: countSchema,
  beats: countSchema,
  byClass: perClassSchema,
  heartRate: heartRateSchema,
  events: eventCountsSchema,
});

export const trendSummarySchema = v.object({
  totalSamples: countSchema,
  analysedSamples: countSchema,
  /** Sorted, disjoint; nothing is computed from it. */
  excluded: v.array(spanSchema),
  excludedByCause: v.array(v.object({ cause: v.picklist(EXCLUSION_CAUSES), samples: countSchema })),
  /** False when the signal's quality has not been computed: then only the reader's word counts. */
  qualityAssessed: v.boolean(),
  /** In analysed time. */
  beats: countSchema,
  excludedBeats: countSchema,
  byClass: perClassSchema,
  heartRate: heartRateSchema,
  rrIntervals: countSchema,
  nnLeftOut: v.object({
    besideEctopic: countSchema,
    outOfLimits: countSchema,
    filtered: countSchema,
  }),
  hrv: v.object({
    values: v.array(
      v.object({
        id: v.picklist(HRV_MEASURE_IDS),
        value: v.nullable(finiteSchema),
        /** Why there is no value. */
        reason: v.nullable(v.string()),
      }),
    ),
    nnIntervals: countSchema,
    nnTimeS: finiteSchema,
    pairs: countSchema,
    segments: countSchema,
  }),
  histogram: v.object({
    binMs: finiteSchema,
    /** Lower edge of the first bin. */
    fromMs: finiteSchema,
    all: v.array(countSchema),
    nn: v.array(countSchema),
  }),
  /** Events that no reader dismissed, by the criteria in force. */
  events: eventCountsSchema,
  hours: v.array(hourSchema),
  /** Sentences: what counts as one of these events. */
  eventCriteria: v.array(v.string()),
  /** What the figures were computed from. */
  computedFrom: v.object({
    modelId: v.nullable(v.string()),
    /** The transaction of the edit log that was the latest in force; null before the first. */
    lastEdit: v.nullable(countSchema),
  }),
});
export type RecordingTrends = v.InferOutput<typeof trendSummarySchema>;

export const TREND_CHANNELS = {
  'trends:summary': channel('core', v.object({ recordingId: idSchema }), trendSummarySchema),
} as const;
