import * as v from 'valibot';
import { BEAT_CLASSES } from '../domain/beat-class.ts';
import { READING_KINDS } from '../domain/reading-kind.ts';
import { displayEntries } from './display.ts';

/** Building blocks shared by requests, replies and events. */

const beatClassSchema = v.picklist(BEAT_CLASSES);
export const idSchema = v.pipe(v.string(), v.regex(/^[0-9a-z-]{1,64}$/));
export const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const sampleSchema = countSchema;
export const isoTimeSchema = v.pipe(v.string(), v.maxLength(40));
export const finiteSchema = v.pipe(v.number(), v.finite());
export const nonEmptySchema = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

export const perClassSchema = v.object({
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

/** From a recording that nobody has edited to one with a signed reading, changed since or not. */
export const REVIEW_STATES = ['new', 'begun', 'changed', 'signed'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export const recordingSummarySchema = v.object({
  id: idSchema,
  name: v.string(),
  status: recordingStatusSchema,
  importedAt: isoTimeSchema,
  /** When a reader opened it last; null: never. */
  openedAt: v.nullable(isoTimeSchema),
  /** How far its reviewing has come; `changed`: one of its signed readings is otherwise now. */
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
  /** `changed`: signed, and otherwise since. */
  status: v.picklist(['open', 'signed', 'changed']),
  /** The signed version of it that is open, which cannot be edited; null: the reading as it stands. */
  version: v.nullable(
    v.object({ id: idSchema, number: countSchema, reader: v.string(), signedAt: isoTimeSchema }),
  ),
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

const beatIdsSchema = v.pipe(
  v.instance(Uint32Array),
  v.check(({ length }) => length > 0 && length <= 500_000, 'from 1 to 500,000 beats'),
);

/** What a reader asks for. A move keeps the beat's identity; an insert gets a new beat id. */
export const editRequestSchema = v.variant('kind', [
  v.object({ kind: v.literal('relabel'), beatId: countSchema, beatClass: beatClassSchema }),
  v.object({ kind: v.literal('delete'), beatId: countSchema }),
  v.object({ kind: v.literal('insert'), sample: sampleSchema, beatClass: beatClassSchema }),
  v.object({ kind: v.literal('move'), beatId: countSchema, sample: sampleSchema }),
  /** One label for many beats, and many deleted, each as one array: a day has 100,000 beats. */
  v.object({ kind: v.literal('relabel-all'), beatIds: beatIdsSchema, beatClass: beatClassSchema }),
  v.object({ kind: v.literal('delete-all'), beatIds: beatIdsSchema }),
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

/** Above this, all beats as columns are cheaper than the changed ones as objects. */
export const MOST_LISTED_CHANGES = 1000;

/** The effect of an edit, undo or redo, sent after the log entry is durable. */
export const editResultSchema = v.object({
  /** Null when more than `MOST_LISTED_CHANGES` beats changed: the beats are to be read anew. */
  changed: v.nullable(v.array(beatStateSchema)),
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
  /** The run of a protocol that it computes. */
  runId: v.optional(idSchema),
  /** "reading", "detecting", "classifying", "training" … */
  stage: v.string(),
  /** 0..1 of the whole job. */
  progress: finiteSchema,
  secondsLeft: v.nullable(finiteSchema),
  state: v.picklist(['running', 'done', 'failed', 'cancelled']),
  error: v.nullable(v.string()),
});
export type Job = v.InferOutput<typeof jobSchema>;

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
