import * as v from 'valibot';
import { channel } from './channel.ts';
import { BEAT_CLASSES } from '../domain/beat-class.ts';
import { countSchema, finiteSchema, idSchema } from './schemas.ts';

/** What a network looks at: attributions of one beat, a map of many, and the beats of every class. */

const beatClassSchema = v.picklist(BEAT_CLASSES);
const numbersSchema = v.array(finiteSchema);

/** A stretch of a prepared beat that means one thing; its numbers are [start, start + length). */
const inputPartSchema = v.object({
  name: v.string(),
  start: countSchema,
  length: countSchema,
  /** When the first of them was recorded, from R; null where they are no samples of a signal. */
  startOffsetMs: v.nullable(finiteSchema),
});

const preparedBeatSchema = v.object({
  parts: v.array(inputPartSchema),
  /** Time between two numbers of a part that has a `startOffsetMs`. */
  sampleIntervalMs: finiteSchema,
});

/**
 * Integrated gradients (Sundararajan, Taly and Yan 2017) of a class's logit: how much each number of
 * the beat moves it, against the usual beat around it.
 */
export const saliencySchema = v.object({
  ...preparedBeatSchema.entries,
  /** The beat as the network sees it. */
  window: numbersSchema,
  /** The usual beat that it is compared with. */
  baseline: numbersSchema,
  attribution: numbersSchema,
  target: beatClassSchema,
  predicted: beatClassSchema,
  /** Logit of the beat less that of the usual beat; the attributions sum up to it, or nearly. */
  outputDifference: finiteSchema,
  attributionSum: finiteSchema,
  steps: countSchema,
});
export type Saliency = v.InferOutput<typeof saliencySchema>;

/** Beats in the plane (UMAP of what enters the network's last layer); columns of equal length. */
export const embeddingSchema = v.object({
  x: numbersSchema,
  y: numbersSchema,
  beatId: v.array(countSchema),
  /** As the reading has it now. */
  beatClass: v.array(beatClassSchema),
  /** What the model says. */
  predicted: v.array(beatClassSchema),
});
export type Embedding = v.InferOutput<typeof embeddingSchema>;

const classWaveformsSchema = v.object({
  beatClass: beatClassSchema,
  /** Beats of the class, and those of them that the figures are of. */
  beats: countSchema,
  sampled: countSchema,
  mean: numbersSchema,
  /** Of every number, the 10th and the 90th percentile. */
  low: numbersSchema,
  high: numbersSchema,
  examples: v.array(v.object({ beatId: v.nullable(countSchema), window: numbersSchema })),
});

/** Prepared beats by class; a class without beats is left out. */
export const waveformsSchema = v.object({
  ...preparedBeatSchema.entries,
  /** Averages of beats that the model learned from stand for these, which are not shipped. */
  source: v.picklist(['recording', 'training-averages']),
  classes: v.array(classWaveformsSchema),
});
export type Waveforms = v.InferOutput<typeof waveformsSchema>;

/** What takes a while is computed by a job: with its id the answer is null, to be asked again when it is done. */
function computed<const Schema extends v.GenericSchema>(schema: Schema) {
  return v.object({ jobId: v.nullable(idSchema), value: v.nullable(schema) });
}
const computedEmbeddingSchema = computed(embeddingSchema);
const computedWaveformsSchema = computed(waveformsSchema);

const saliencyQuerySchema = v.object({
  modelId: idSchema,
  recordingId: idSchema,
  beatId: countSchema,
  /** The class whose logit is explained; the predicted one by default. */
  target: v.optional(beatClassSchema),
});
const embeddingQuerySchema = v.object({ modelId: idSchema, recordingId: idSchema });
/** Without a recording: of what the model learned from. */
const waveformsQuerySchema = v.object({
  modelId: idSchema,
  recordingId: v.optional(idSchema),
});

export const INTERPRETATION_CHANNELS = {
  'interpretation:saliency': channel('core', saliencyQuerySchema, saliencySchema),
  'interpretation:embedding': channel('core', embeddingQuerySchema, computedEmbeddingSchema),
  'interpretation:waveforms': channel('core', waveformsQuerySchema, computedWaveformsSchema),
} as const;
