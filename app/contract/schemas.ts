import * as v from 'valibot';
import { BEAT_CLASSES } from '../domain/beat-class.ts';
import { READING_KINDS } from '../domain/reading-kind.ts';
import { displayEntries } from './display.ts';

/** Building blocks shared by requests, replies and events. */

const beatClassSchema = v.picklist(BEAT_CLASSES);
export const idSchema = v.pipe(v.string(), v.regex(/^[0-9a-z-]{1,64}$/));
export const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const sampleSchema = countSchema;
const isoTimeSchema = v.pipe(v.string(), v.maxLength(40));
export const finiteSchema = v.pipe(v.number(), v.finite());
export const nonEmptySchema = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

const perClassSchema = v.object({
  N: finiteSchema,
  S: finiteSchema,
  V: finiteSchema,
  F: finiteSchema,
  Q: finiteSchema,
});

export const leadSchema = v.object({
  name: v.string(),
  units: v.string(),
  gainPerUnit: finiteSchema,
  baseline: finiteSchema,
  calibrated: v.boolean(),
});

export const findingSchema = v.object({
  check: v.picklist(['checksum', 'first-value', 'length', 'format', 'lead', 'header']),
  lead: v.nullable(countSchema),
  ok: v.boolean(),
  message: v.string(),
});

/**
 * `importing` and `analysing` name a running job; after a crash the core turns the first into
 * `interrupted` and restarts the second.
 */
const recordingStatusSchema = v.picklist([
  'importing',
  'analysing',
  'ready',
  'interrupted',
  'failed',
]);

/** From a recording that nobody has edited to one with a signed reading. */
export const REVIEW_STATES = ['new', 'begun', 'signed'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export const recordingSummarySchema = v.object({
  id: idSchema,
  name: v.string(),
  status: recordingStatusSchema,
  importedAt: isoTimeSchema,
  /** When a reader opened it last; null: never. */
  openedAt: v.nullable(isoTimeSchema),
  /** How far its reviewing has come; `signed`: a reading of it is signed. */
  review: v.picklist(REVIEW_STATES),
  patient: v.nullable(v.string()),
  tags: v.array(v.string()),
  sourcePath: v.string(),
  sampleRateHz: finiteSchema,
  sampleCount: countSchema,
  leads: v.array(leadSchema),
  startTime: v.nullable(v.string()),
  beatCount: countSchema,
  byClass: perClassSchema,
  /** Beats in excluded time, which no count holds. */
  excludedBeats: countSchema,
  editedBeats: countSchema,
  /** Samples that are analysed; null before the signal's quality was computed. */
  analysedSamples: v.nullable(countSchema),
  /** What the source allowed to check during the import, and how much of it was found wrong. */
  checks: countSchema,
  problems: countSchema,
  error: v.nullable(v.string()),
});
export type RecordingSummary = v.InferOutput<typeof recordingSummarySchema>;

/** Where the reader was; stored per recording so that a restart changes nothing on screen. */
export const viewStateSchema = v.object({
  startSample: finiteSchema,
  mmPerSecond: finiteSchema,
  mmPerMv: finiteSchema,
  selectedBeatId: v.nullable(countSchema),
  filter: v.picklist(['all', ...BEAT_CLASSES, 'edited', 'unsure']),
  showRr: v.boolean(),
  hiddenLeads: v.array(countSchema),
  ...displayEntries,
});
export type ViewState = v.InferOutput<typeof viewStateSchema>;

/** Which of a recording's readings. */
export const readingIdentitySchema = v.object({
  id: idSchema,
  kind: v.picklist(READING_KINDS),
  /** null for a first reading that nobody has edited or signed yet. */
  reader: v.nullable(v.string()),
  /** Begun without sight of the first reading. */
  blinded: v.boolean(),
  /** `changed`: signed, and edited since. */
  status: v.picklist(['open', 'signed', 'changed']),
});
export type ReadingIdentity = v.InferOutput<typeof readingIdentitySchema>;

export const recordingDetailSchema = v.object({
  ...recordingSummarySchema.entries,
  findings: v.array(findingSchema),
  /** The reading that is open: beats, edits and view are of it. */
  reading: readingIdentitySchema,
  /** The model whose classification is shown, or null before the first analysis. */
  modelId: v.nullable(v.string()),
  engine: v.nullable(v.string()),
  analysedLead: v.nullable(countSchema),
  /** Annotators found beside the original ("atr"), loadable as a reference reading. */
  annotators: v.array(v.string()),
  /** Annotators already loaded. */
  references: v.array(v.string()),
  viewState: v.nullable(viewStateSchema),
  canUndo: v.boolean(),
  canRedo: v.boolean(),
  /** Samples per pyramid level, for documentation of what the strips draw. */
  lastSavedAt: v.nullable(isoTimeSchema),
});
export type RecordingDetail = v.InferOutput<typeof recordingDetailSchema>;

/** What a reader asks for. A move keeps the beat's identity; an insert gets a new beat id. */
export const editRequestSchema = v.variant('kind', [
  v.object({ kind: v.literal('relabel'), beatId: countSchema, beatClass: beatClassSchema }),
  v.object({ kind: v.literal('delete'), beatId: countSchema }),
  v.object({ kind: v.literal('insert'), sample: sampleSchema, beatClass: beatClassSchema }),
  v.object({ kind: v.literal('move'), beatId: countSchema, sample: sampleSchema }),
]);
export type EditRequest = v.InferOutput<typeof editRequestSchema>;

/** A beat's full current state, as the inspector and edit replies carry it. */
export const beatStateSchema = v.object({
  beatId: countSchema,
  sample: sampleSchema,
  beatClass: beatClassSchema,
  deleted: v.boolean(),
  /** True when the label, place or existence comes from a reader. */
  edited: v.boolean(),
  modelClass: v.nullable(beatClassSchema),
  /** Largest class probability of the model, 0..1; null for a beat no model has seen. */
  confidence: v.nullable(finiteSchema),
});
export type BeatState = v.InferOutput<typeof beatStateSchema>;

/** The effect of an edit, undo or redo, sent after the log entry is durable. */
export const editResultSchema = v.object({
  changed: v.array(beatStateSchema),
  /** True when excluded time may be other than before. */
  regionsChanged: v.boolean(),
  /** True when groups were split or merged. */
  groupsChanged: v.boolean(),
  canUndo: v.boolean(),
  canRedo: v.boolean(),
  savedAt: isoTimeSchema,
});
export type EditResult = v.InferOutput<typeof editResultSchema>;

export const logEntrySchema = v.object({
  seq: countSchema,
  at: isoTimeSchema,
  reader: v.string(),
  kind: v.picklist(['relabel', 'delete', 'insert', 'move', 'undo', 'redo']),
  beatId: countSchema,
  oldClass: v.nullable(beatClassSchema),
  newClass: v.nullable(beatClassSchema),
  oldSample: v.nullable(sampleSchema),
  newSample: v.nullable(sampleSchema),
});
export type LogEntry = v.InferOutput<typeof logEntrySchema>;

export const beatDetailSchema = v.object({
  ...beatStateSchema.entries,
  probabilities: v.nullable(perClassSchema),
  modelId: v.nullable(v.string()),
  history: v.array(logEntrySchema),
});
export type BeatDetail = v.InferOutput<typeof beatDetailSchema>;

export const jobSchema = v.object({
  id: idSchema,
  kind: v.picklist([
    'import',
    'analyse',
    'demo',
    'train',
    'protocol',
    'interpret',
    'report',
    'quality',
    'group',
  ]),
  title: v.string(),
  recordingId: v.nullable(idSchema),
  /** "reading", "detecting", "classifying", "training" … */
  stage: v.string(),
  /** 0..1 of the whole job. */
  progress: finiteSchema,
  secondsLeft: v.nullable(finiteSchema),
  state: v.picklist(['running', 'done', 'failed', 'cancelled']),
  error: v.nullable(v.string()),
});
export type Job = v.InferOutput<typeof jobSchema>;

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

export const engineProbeSchema = v.object({
  name: v.picklist(['native', 'webgpu', 'wasm', 'cpu']),
  available: v.boolean(),
  chosen: v.boolean(),
  /** Why it was or was not taken, in one sentence. */
  reason: v.string(),
});
export type EngineProbe = v.InferOutput<typeof engineProbeSchema>;

export const settingsSchema = v.object({
  reader: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  theme: v.picklist(['system', 'light', 'dark', 'high-contrast']),
  engine: v.picklist(['auto', 'native', 'webgpu', 'wasm', 'cpu']),
  timeDisplay: v.picklist(['elapsed', 'clock']),
  /** What moves while the strips play: the paper, a sweep over it, or a line from page to page. */
  playMode: v.picklist(['scroll', 'sweep', 'page']),
  /** CSS pixels per millimetre measured with a ruler on this display. */
  pixelsPerMm: v.pipe(v.number(), v.minValue(1), v.maxValue(40)),
  /** Keys that the reader chose, by command ("strips.play"), in place of the shipped ones. */
  keys: v.record(
    v.pipe(v.string(), v.maxLength(64)),
    v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(32))), v.maxLength(4)),
  ),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

/** Reading compared with a reference by EC57 rules; percent, null where undefined. */
const statisticSchema = v.object({
  se: v.nullable(finiteSchema),
  ppv: v.nullable(finiteSchema),
});
export const comparisonSchema = v.object({
  annotator: v.string(),
  qrs: statisticSchema,
  v: statisticSchema,
  s: statisticSchema,
  /** Rows: reference N S V F Q O X; columns: reading N S V F Q O X. */
  matrix: v.array(v.array(countSchema)),
  /** Samples where the two readings differ. */
  differences: v.array(sampleSchema),
  /** Whether the model whose classes are compared has learned from this very recording. */
  ownTrainingData: v.boolean(),
});
export type Comparison = v.InferOutput<typeof comparisonSchema>;
