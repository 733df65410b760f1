import * as v from 'valibot';
import { countSchema, finiteSchema, idSchema } from './schemas.ts';
import { settingsSchema } from './settings.ts';
import { trainingEpochSchema } from './training.ts';

/**
 * What a protocol (a named way to train and test) found: kept with every protocol run, shown in the
 * training view and in the HTML report, and the only source of the README's tables. It holds figures
 * and names of records, never a sample of a recording.
 */

/** Protocols by name; `app/learning/protocols.ts` describes them. */
export const PROTOCOL_IDS = [
  'detector',
  'kachuee',
  'ds1-ds2',
  'adaptive',
  'infarction-ptbxl',
  'infarction-ptbxl-z',
  'infarction-ptbdb',
  'infarction-csv',
] as const;
export const protocolIdSchema = v.picklist(PROTOCOL_IDS);
export type ProtocolId = v.InferOutput<typeof protocolIdSchema>;

const shareSchema = v.nullable(finiteSchema);
/** A figure with its spread over seeds and its bootstrap interval (95 %, by recording). */
export const figureSchema = v.object({
  /** Mean over seeds; parts of 1, not percent. */
  value: shareSchema,
  /** Standard deviation over seeds; null with one seed. */
  spread: shareSchema,
  low: shareSchema,
  high: shareSchema,
});
export type Figure = v.InferOutput<typeof figureSchema>;

const countsByClassSchema = v.record(v.string(), countSchema);

/** One class against the rest. */
const classFiguresSchema = v.object({
  support: countSchema,
  precision: figureSchema,
  recall: figureSchema,
  f1: figureSchema,
  /** (TP + TN) / all. */
  accuracy: figureSchema,
  /** Part of the class's own beats that is called right: what Table 1 of the paper may mean. */
  hitRate: figureSchema,
});

/** One bin of a reliability diagram: beats whose largest probability lies in [low, high). */
const reliabilityBinSchema = v.object({
  low: finiteSchema,
  high: finiteSchema,
  beats: countSchema,
  confidence: shareSchema,
  accuracy: shareSchema,
});

const recordFiguresSchema = v.object({
  record: v.string(),
  patient: v.string(),
  beats: countSchema,
  accuracy: shareSchema,
  f1: v.record(v.string(), shareSchema),
  /** Rows: reference, columns: predicted; summed over seeds. */
  confusion: v.array(v.array(countSchema)),
});

/** How something that classifies did on one set of beats (or of records). */
export const testResultSchema = v.object({
  /** "natural", "balanced", "reference-beats", "end-to-end", "without-232" … */
  id: v.string(),
  title: v.string(),
  /** What is counted: "beats" or "records". */
  unit: v.picklist(['beats', 'records']),
  classes: v.array(v.string()),
  count: countSchema,
  accuracy: figureSchema,
  balancedAccuracy: figureSchema,
  macroF1: figureSchema,
  byClass: v.record(v.string(), classFiguresSchema),
  /** Rows: reference, columns: predicted; of the first seed. */
  confusion: v.array(v.array(countSchema)),
  /** Expected calibration error and its diagram, of the first seed; null where there are no probabilities. */
  calibrationError: shareSchema,
  reliability: v.array(reliabilityBinSchema),
  byRecord: v.array(recordFiguresSchema),
  /** Named further figures, such as EC57's, in parts of 1. */
  further: v.record(v.string(), figureSchema),
  notes: v.array(v.string()),
});
export type TestResult = v.InferOutput<typeof testResultSchema>;

const trainedSeedSchema = v.object({
  seed: countSchema,
  /** "all of DS1", "fold 2" … */
  part: v.string(),
  epochs: v.array(trainingEpochSchema),
  wallS: finiteSchema,
});

/** One thing that was tested: a network, or a control that sees almost nothing. */
export const contenderSchema = v.object({
  /** "paper", "rhythm-form", "always-n", "length-only", "rr-only" … */
  id: v.string(),
  title: v.string(),
  control: v.boolean(),
  /** Of all networks that answer together, as are the multiply-adds of a beat. */
  parameters: v.nullable(countSchema),
  multiplyAdds: v.nullable(countSchema),
  /** Everything that decided the training, as JSON; null for a control. */
  recipe: v.nullable(v.record(v.string(), v.unknown())),
  trainings: v.array(trainedSeedSchema),
  tests: v.array(testResultSchema),
});
export type Contender = v.InferOutput<typeof contenderSchema>;

export const protocolResultSchema = v.object({
  version: v.literal(1),
  protocol: protocolIdSchema,
  title: v.string(),
  /** The protocol in words: split, guards, what was chosen on what. */
  description: v.string(),
  quick: v.boolean(),
  startedAt: v.string(),
  wallS: finiteSchema,
  environment: v.object({
    engine: v.string(),
    machine: v.string(),
    node: v.string(),
    version: v.string(),
  }),
  /** The command that makes this again. */
  command: v.string(),
  data: v.array(
    v.object({
      name: v.string(),
      records: v.array(v.string()),
      /** Records that could not be used, each with why. */
      leftOut: v.array(v.object({ record: v.string(), reason: v.string() })),
    }),
  ),
  seeds: v.array(countSchema),
  /** Class counts of what was trained and tested on. */
  counts: v.array(
    v.object({
      set: v.string(),
      before: countsByClassSchema,
      afterAugmentation: countsByClassSchema,
      /** Beats that cleaning left out of a training set, under each of their reasons. */
      leftOut: v.optional(v.array(v.object({ reason: v.string(), byClass: countsByClassSchema }))),
    }),
  ),
  contenders: v.array(contenderSchema),
  /** Findings in words, computed, each with its numbers. */
  findings: v.array(v.string()),
});
export type ProtocolResult = v.InferOutput<typeof protocolResultSchema>;

/** Kinds of networks, each with all recipes for it. */
export const NETWORK_KINDS = ['paper', 'rhythm-form'] as const;

/** Networks to train by name: a kind, or a single recipe by its id. */
export const NETWORK_NAMES = [
  ...NETWORK_KINDS,
  'paper-alone',
  'paper-cosine',
  'paper-template-rhythm',
  'rhythm-form-known-patients',
] as const;

/** What a person starts: in the training view, or with `ectopy reproduce`. */
export const protocolRequestSchema = v.object({
  protocol: protocolIdSchema,
  networks: v.pipe(v.array(v.picklist(NETWORK_NAMES)), v.minLength(1)),
  /** Loss of the paper's network. */
  loss: v.picklist(['ce', 'focal', 'twofold', 'ce+focal']),
  /** Folder with mitdb, svdb, ptbxl …, or one database's own folder. */
  dataFolder: v.pipe(v.string(), v.minLength(1)),
  seeds: v.pipe(v.array(countSchema), v.minLength(1), v.maxLength(20)),
  quick: v.boolean(),
});
export type ProtocolRequest = v.InferOutput<typeof protocolRequestSchema>;

/**
 * A run of a protocol as the library keeps it: what was asked for, with which engine, and how it
 * ended. What it computed is kept until it is removed, so that whatever is not done can be resumed.
 */
export const protocolRunSchema = v.object({
  id: idSchema,
  ...protocolRequestSchema.entries,
  /** The engine of the settings when the run was started; a resumption asks for the same. */
  engine: settingsSchema.entries.engine,
  status: v.picklist(['running', 'done', 'cancelled', 'failed', 'interrupted']),
  startedAt: v.string(),
  endedAt: v.nullable(v.string()),
  error: v.nullable(v.string()),
});
export type ProtocolRun = v.InferOutput<typeof protocolRunSchema>;

/** One epoch of one of a run's trainings, as it arrives. */
export const protocolEpochSchema = v.object({
  /** Id of the contender that trains. */
  contender: v.string(),
  /** "all of DS1", "fold 2" … */
  part: v.string(),
  seed: countSchema,
  epoch: trainingEpochSchema,
});
export type ProtocolEpoch = v.InferOutput<typeof protocolEpochSchema>;

/** All epochs so far of one of a run's trainings. */
export const protocolCurveSchema = v.object({
  contender: v.string(),
  part: v.string(),
  seed: countSchema,
  epochs: v.array(trainingEpochSchema),
});
export type ProtocolCurve = v.InferOutput<typeof protocolCurveSchema>;

/**
 * Asks for the beats behind one cell of a confusion matrix, of the first seed: `limit` at most, from
 * the one at position `from` on, those with the largest probability of the class that they were called
 * first (the surest mistakes, outside the diagonal).
 */
export const protocolBeatQuerySchema = v.object({
  runId: idSchema,
  contenderId: v.pipe(v.string(), v.maxLength(64)),
  testId: v.pipe(v.string(), v.maxLength(64)),
  reference: v.pipe(v.string(), v.maxLength(64)),
  predicted: v.pipe(v.string(), v.maxLength(64)),
  from: countSchema,
  limit: v.pipe(countSchema, v.maxValue(1000)),
});
export type ProtocolBeatQuery = v.InferOutput<typeof protocolBeatQuerySchema>;

/** A beat behind a cell of a confusion matrix, with the wave of it; empty where it is not at hand. */
const protocolBeatSchema = v.object({
  record: v.string(),
  timeS: finiteSchema,
  reference: v.string(),
  predicted: v.string(),
  probability: finiteSchema,
  window: v.array(finiteSchema),
});
export type ProtocolBeat = v.InferOutput<typeof protocolBeatSchema>;

/** A beat behind a cell, and the nearest beat of the same record where the library has it. */
export const cellBeatSchema = v.object({
  ...protocolBeatSchema.entries,
  inLibrary: v.nullable(v.object({ recordingId: idSchema, beatId: countSchema })),
});
export type CellBeat = v.InferOutput<typeof cellBeatSchema>;
