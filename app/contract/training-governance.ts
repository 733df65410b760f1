import * as v from 'valibot';
import { QUEUE_ORDERS } from '../learning/review-queue.ts';
import { countSchema, finiteSchema, idSchema } from './schemas.ts';
import { evaluationSchema } from './training.ts';

/**
 * What keeps retraining honest: versioned training sets, recordings locked for comparison, and a
 * before/after comparison that a person has to have seen before a new model is put to use.
 */

const hashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const byClassSchema = v.object({
  N: countSchema,
  S: countSchema,
  V: countSchema,
  F: countSchema,
  Q: countSchema,
});

/** What readers' corrections came to at one point of the edit log; never changed once made. */
export const trainingSetSummarySchema = v.object({
  id: idSchema,
  /** 1, 2, … in the order in which the sets were made. */
  version: countSchema,
  createdAt: v.string(),
  /** First and last edit that counts; with the append-only log they give every label again. */
  editsFrom: countSchema,
  editsThrough: countSchema,
  recordings: countSchema,
  patients: countSchema,
  beats: countSchema,
  byClass: byClassSchema,
  /** Judgements of each reader among the beats of the set. */
  byReader: v.array(v.object({ reader: v.string(), beats: countSchema })),
  /** SHA-256 over recording, place, class and weight of every beat: equal sets have equal hashes. */
  sha256: hashSchema,
});
export type TrainingSetSummary = v.InferOutput<typeof trainingSetSummarySchema>;

export const trainingSetSchema = v.object({
  ...trainingSetSummarySchema.entries,
  members: v.array(
    v.object({
      recordingId: idSchema,
      name: v.string(),
      /** Recordings of one patient are never divided between learning and comparing. */
      patient: v.string(),
      byClass: byClassSchema,
    }),
  ),
  /** What readers judged and the set leaves out. */
  excluded: v.array(v.object({ reason: v.string(), beats: countSchema })),
  /** Beats that readers judge differently, and what is made of them. */
  disagreements: v.object({ beats: countSchema, rule: v.string() }),
});
export type TrainingSet = v.InferOutput<typeof trainingSetSchema>;

/** A recording as far as learning goes. */
export const recordingRoleSchema = v.object({
  recordingId: idSchema,
  name: v.string(),
  /** The patient that was assigned, or null: then the recording counts as a patient of its own. */
  patient: v.nullable(v.string()),
  locked: v.boolean(),
  lockedBy: v.nullable(v.string()),
  lockedAt: v.nullable(v.string()),
  beats: countSchema,
  /** Beats whose class a reader set or confirmed: of a locked recording, what models are compared on. */
  reviewedBeats: countSchema,
});
export type RecordingRole = v.InferOutput<typeof recordingRoleSchema>;

/** One set of beats that neither of two models has learned from, judged by both. */
export const comparisonTableSchema = v.object({
  /**
   * "other-patients": of the training set, judged by a model that had not learned from their patient;
   * "later-time": later beats of a recording whose earlier ones were learned from; "locked": of
   * locked recordings; "own-recording": later beats of corrected recordings, judged by the weights
   * that classify the recording alone.
   */
  id: v.picklist(['other-patients', 'later-time', 'locked', 'own-recording']),
  title: v.string(),
  /** How the beats were chosen, in words. */
  description: v.string(),
  before: evaluationSchema,
  after: evaluationSchema,
  byRecording: v.array(
    v.object({
      recordingId: idSchema,
      name: v.string(),
      beats: countSchema,
      before: v.nullable(finiteSchema),
      after: v.nullable(finiteSchema),
    }),
  ),
});
export type ComparisonTable = v.InferOutput<typeof comparisonTableSchema>;

/** What a person is shown before a model that a run made may be put to use. */
export const modelComparisonSchema = v.object({
  runId: idSchema,
  baseModelId: idSchema,
  resultModelId: idSchema,
  trainingSetId: v.nullable(idSchema),
  /** `byRecording` of the tables holds macro F1. Empty: nothing could be kept back. */
  tables: v.array(comparisonTableSchema),
  /** What speaks against the model or is not known of it, in sentences. */
  warnings: v.array(v.string()),
  /** SHA-256 of all of the above; a promotion has to name it. */
  sha256: hashSchema,
});
export type ModelComparison = v.InferOutput<typeof modelComparisonSchema>;

/** One entry of the append-only log of which model was put to use. */
export const promotionSchema = v.object({
  at: v.string(),
  kind: v.picklist(['promote', 'rollback']),
  modelId: idSchema,
  /** Who decided; null for entries made before readers were kept. */
  reader: v.nullable(v.string()),
  runId: v.nullable(idSchema),
  /** Hash of the comparison that was shown; null where there was none to show. */
  comparisonHash: v.nullable(hashSchema),
});
export type PromotionEntry = v.InferOutput<typeof promotionSchema>;

export const promotionRequestSchema = v.object({
  modelId: idSchema,
  /** The run that made the model, and the hash of its comparison; both null for a model of no run. */
  runId: v.nullable(idSchema),
  comparisonHash: v.nullable(hashSchema),
});
export type PromotionRequest = v.InferOutput<typeof promotionRequestSchema>;

/** Which beats are asked for, and in what order. */
export const queueQuerySchema = v.object({
  recordingId: idSchema,
  limit: v.pipe(countSchema, v.maxValue(1000)),
  order: v.picklist(QUEUE_ORDERS),
  /** Beats of rare classes count for more. */
  rareFirst: v.boolean(),
  /** Only the most telling beat of each group of the groups view. */
  onePerGroup: v.boolean(),
});
export type QueueQuery = v.InferOutput<typeof queueQuerySchema>;

/** A beat worth a reader's look, the most telling first. */
export const queuedBeatSchema = v.object({
  beatId: countSchema,
  sample: countSchema,
  /** Expected gain; only its order means something. */
  score: finiteSchema,
  /** Why this beat, in words. */
  reason: v.string(),
  /** Its group in the groups view; null: in none, or none were formed. */
  group: v.nullable(countSchema),
  /** Beats of its group as the inspector counts them, itself included; 1 for a beat in none. */
  groupSize: countSchema,
});
export type QueuedBeat = v.InferOutput<typeof queuedBeatSchema>;
