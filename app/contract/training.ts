import * as v from 'valibot';
import { countSchema, finiteSchema, idSchema, isoTimeSchema, perClassSchema } from './schemas.ts';

/** Models, how well they classify, and the runs that train them on readers' corrections. */

const metricRowSchema = v.object({
  support: countSchema,
  precision: v.nullable(finiteSchema),
  recall: v.nullable(finiteSchema),
  f1: v.nullable(finiteSchema),
});

/** Confusion: rows are the reference class, columns the model's, both in the order of `byClass`. */
export const evaluationSchema = v.object({
  beats: countSchema,
  accuracy: v.nullable(finiteSchema),
  macroF1: v.nullable(finiteSchema),
  byClass: v.record(v.string(), metricRowSchema),
  confusion: v.array(v.array(countSchema)),
});
export type Evaluation = v.InferOutput<typeof evaluationSchema>;

export const modelSummarySchema = v.object({
  id: idSchema,
  name: v.string(),
  parentId: v.nullable(idSchema),
  createdAt: isoTimeSchema,
  shipped: v.boolean(),
  active: v.boolean(),
  sha256: v.string(),
  /** Model card as shipped or written by training; free-form but always an object. */
  card: v.record(v.string(), v.unknown()),
});
export type ModelSummary = v.InferOutput<typeof modelSummarySchema>;

export const trainingConfigSchema = v.object({
  seed: countSchema,
  epochs: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
  learningRate: v.pipe(v.number(), v.minValue(1e-6), v.maxValue(0.1)),
  /** Pull towards the starting weights (elastic L2), 0 = none. */
  anchorStrength: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)),
  gammaM: v.pipe(v.number(), v.minValue(0), v.maxValue(10)),
  gammaN: v.pipe(v.number(), v.minValue(0), v.maxValue(10)),
});
export type TrainingConfig = v.InferOutput<typeof trainingConfigSchema>;

export const trainingEpochSchema = v.object({
  epoch: countSchema,
  trainLoss: finiteSchema,
  validationLoss: v.nullable(finiteSchema),
  /** Per-class F1 on validation beats; null where the class has none. */
  f1: v.record(v.string(), v.nullable(finiteSchema)),
  /** What failed in the epoch and how it went on: "WebGPU failed (…): going on with WebAssembly." */
  setbacks: v.optional(v.array(v.string())),
});
export type TrainingEpoch = v.InferOutput<typeof trainingEpochSchema>;

export const trainingRunSchema = v.object({
  id: idSchema,
  status: v.picklist(['running', 'done', 'cancelled', 'failed', 'interrupted']),
  startedAt: isoTimeSchema,
  endedAt: v.nullable(isoTimeSchema),
  baseModelId: idSchema,
  resultModelId: v.nullable(idSchema),
  config: trainingConfigSchema,
  epochs: v.array(trainingEpochSchema),
  /** How the before/after beats were chosen, in words ("held out by recording: 231"). */
  holdout: v.nullable(v.string()),
  before: v.nullable(evaluationSchema),
  after: v.nullable(evaluationSchema),
  error: v.nullable(v.string()),
});
export type TrainingRun = v.InferOutput<typeof trainingRunSchema>;

export const trainingDataSchema = v.object({
  byClass: perClassSchema,
  recordings: v.array(
    v.object({
      recordingId: idSchema,
      name: v.string(),
      byClass: perClassSchema,
      excluded: countSchema,
    }),
  ),
  byReader: v.array(v.object({ reader: v.string(), beats: countSchema })),
  excluded: v.array(v.object({ reason: v.string(), beats: countSchema })),
});
export type TrainingData = v.InferOutput<typeof trainingDataSchema>;
