import * as v from 'valibot';
import { channel } from './channel.ts';
import { displayFilterQuery } from './display.ts';
import { EDITING_CHANNELS } from './editing.ts';
import { EVENT_CHANNELS } from './events-review.ts';
import { GROUP_CHANNELS, shapesQuery } from './groups.ts';
import { INTERPRETATION_CHANNELS } from './interpretation.ts';
import { LIBRARY_CHANNELS } from './library.ts';
import {
  cellBeatSchema,
  protocolBeatQuerySchema,
  protocolCurveSchema,
  protocolRequestSchema,
  protocolResultSchema,
  protocolRunSchema,
} from './protocol-result.ts';
import { QUALITY_CHANNELS } from './quality.ts';
import { READING_CHANNELS } from './readings.ts';
import { REPORT_CHANNELS, reportPageSchema } from './report.ts';
import {
  beatDetailSchema,
  comparisonSchema,
  countSchema,
  editRequestSchema,
  editResultSchema,
  finiteSchema,
  idSchema,
  jobSchema,
  logEntrySchema,
  nonEmptySchema,
  recordingDetailSchema,
  recordingSummarySchema,
  sampleSchema,
  viewStateSchema,
} from './schemas.ts';
import { engineProbeSchema, settingsSchema } from './settings.ts';
import {
  modelSummarySchema,
  trainingConfigSchema,
  trainingDataSchema,
  trainingRunSchema,
} from './training.ts';
import {
  modelComparisonSchema,
  promotionRequestSchema,
  promotionSchema,
  queuedBeatSchema,
  queueQuerySchema,
  trainingSetSchema,
  trainingSetSummarySchema,
} from './training-governance.ts';
import { TREND_CHANNELS } from './trends.ts';

/** More than are told apart at a glance in a menu serve nobody. */
export const MOST_RECENT = 10;

const none = v.object({});
const job = v.object({ jobId: idSchema });
const recording = v.object({ recordingId: idSchema });
const run = v.object({ runId: idSchema });
const startedRun = v.object({ jobId: idSchema, runId: idSchema });

/**
 * Every request of the renderer, by name: what it takes, what it returns, and which process
 * answers. Adding a channel here is all it takes to make the type checker and the contract tests
 * ask for its handler.
 */
export const CHANNELS = {
  'app:info': channel(
    'main',
    none,
    v.object({
      version: v.string(),
      electron: v.string(),
      coreHost: v.picklist(['utility-process', 'node-child']),
      coreState: v.picklist(['starting', 'running', 'restarting', 'stopped', 'failed']),
      /** Why the core will not run ("the library was written by a newer Ectopy"), if so. */
      coreError: v.nullable(v.string()),
      platform: v.string(),
      /** Where recordings and edits are kept, as an absolute path. */
      libraryFolder: v.string(),
    }),
  ),
  'app:pick-recordings': channel('main', none, v.object({ paths: v.array(nonEmptySchema) })),
  /** Null when the user chose none. */
  'app:pick-folder': channel('main', none, v.object({ path: v.nullable(nonEmptySchema) })),

  /** The recordings that the native menu offers to open, the one opened last first. */
  'app:offer-recent': channel(
    'main',
    v.object({
      recordings: v.pipe(
        v.array(v.object({ id: idSchema, name: v.string() })),
        v.maxLength(MOST_RECENT),
      ),
    }),
    none,
  ),

  /** Where a file is to be saved; null when the user chose nowhere. Asks before one is replaced. */
  'app:pick-save-file': channel(
    'main',
    v.object({
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
      extension: v.pipe(v.string(), v.regex(/^[a-z0-9]{1,8}$/)),
    }),
    v.object({ path: v.nullable(nonEmptySchema) }),
  ),

  'recordings:list': channel('core', none, v.array(recordingSummarySchema)),
  /** Opens a recording for review: from then on it counts as opened. */
  'recordings:open': channel('core', recording, recordingDetailSchema),
  /** All of a recording that its opening tells, without opening it. */
  'recordings:describe': channel('core', recording, recordingDetailSchema),
  'recordings:import': channel('core', v.object({ path: nonEmptySchema }), job),
  'recordings:create-demo': channel(
    'core',
    v.object({
      hours: v.pipe(v.number(), v.minValue(0.01), v.maxValue(72)),
      seed: countSchema,
    }),
    job,
  ),
  'recordings:analyse': channel('core', recording, job),
  'recordings:remove': channel('core', recording, none),
  ...LIBRARY_CHANNELS,
  'view-state:save': channel(
    'core',
    v.object({ recordingId: idSchema, state: viewStateSchema }),
    none,
  ),

  'beats:detail': channel(
    'core',
    v.object({ recordingId: idSchema, beatId: countSchema }),
    beatDetailSchema,
  ),
  /** The local extremum nearest to a sample (within 60 ms), where an inserted beat would snap. */
  'beats:snap': channel(
    'core',
    v.object({ recordingId: idSchema, sample: sampleSchema }),
    v.object({ sample: sampleSchema }),
  ),
  /** All edits of one request are one transaction and one undo step. */
  'edits:append': channel(
    'core',
    v.object({
      recordingId: idSchema,
      edits: v.pipe(v.array(editRequestSchema), v.minLength(1), v.maxLength(500_000)),
    }),
    editResultSchema,
  ),
  'edits:undo': channel('core', recording, editResultSchema),
  'edits:redo': channel('core', recording, editResultSchema),
  'edits:list': channel(
    'core',
    v.object({ recordingId: idSchema, limit: countSchema }),
    v.array(logEntrySchema),
  ),

  ...EDITING_CHANNELS,

  'references:load': channel(
    'core',
    v.object({
      recordingId: idSchema,
      annotator: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_]{1,16}$/)),
    }),
    v.object({ annotator: v.string(), beats: countSchema }),
  ),
  'references:compare': channel(
    'core',
    v.object({ recordingId: idSchema, annotator: v.string() }),
    comparisonSchema,
  ),

  ...READING_CHANNELS,
  ...QUALITY_CHANNELS,
  ...EVENT_CHANNELS,
  ...GROUP_CHANNELS,
  ...TREND_CHANNELS,
  ...REPORT_CHANNELS,

  'models:list': channel('core', none, v.array(modelSummarySchema)),
  /** Refused for a model of a run unless the run's comparison, by its hash, has been seen. */
  'models:promote': channel('core', promotionRequestSchema, none),
  'models:rollback': channel('core', none, v.object({ modelId: idSchema })),
  /** Before and after, of a run that is done. */
  'models:compare': channel('core', run, modelComparisonSchema),
  /** The latest first. */
  'models:promotions': channel('core', none, v.array(promotionSchema)),
  /** Writes the model into a new folder of that folder; `path` is what was written. */
  'models:export': channel(
    'core',
    v.object({
      modelId: idSchema,
      format: v.picklist(['tfjs', 'onnx']),
      folder: nonEmptySchema,
    }),
    v.object({ path: nonEmptySchema }),
  ),
  /** Takes a model folder, after checks, into the library; it is not put to use. */
  'models:import': channel(
    'core',
    v.object({ path: nonEmptySchema }),
    v.object({ modelId: idSchema }),
  ),

  'training:data': channel('core', none, trainingDataSchema),
  'training:start': channel('core', v.object({ config: trainingConfigSchema }), startedRun),
  'training:resume': channel('core', run, startedRun),
  'training:runs': channel('core', none, v.array(trainingRunSchema)),
  /** The latest first. */
  'training:sets': channel('core', none, v.array(trainingSetSummarySchema)),
  'training:set': channel('core', v.object({ setId: idSchema }), trainingSetSchema),
  /** Beats of a recording in the order in which a reader's look gains most. */
  'training:queue': channel('core', queueQuerySchema, v.array(queuedBeatSchema)),

  'protocol-runs:start': channel('core', protocolRequestSchema, startedRun),
  /** Goes on from the checkpoints of a run that did not end by itself. */
  'protocol-runs:resume': channel('core', run, startedRun),
  'protocol-runs:list': channel('core', none, v.array(protocolRunSchema)),
  /** Null until the run is done. */
  'protocol-runs:result': channel('core', run, v.nullable(protocolResultSchema)),
  /** The curves so far, also of a run that goes on or did not end. */
  'protocol-runs:curves': channel('core', run, v.array(protocolCurveSchema)),
  'protocol-runs:beats': channel('core', protocolBeatQuerySchema, v.array(cellBeatSchema)),
  'protocol-runs:remove': channel('core', run, none),

  ...INTERPRETATION_CHANNELS,

  'jobs:list': channel('core', none, v.array(jobSchema)),
  'jobs:cancel': channel('core', v.object({ jobId: idSchema }), none),

  'settings:get': channel('core', none, settingsSchema),
  'settings:set': channel(
    'core',
    v.object({ settings: v.partial(settingsSchema) }),
    settingsSchema,
  ),
  'engines:probe': channel('core', none, v.array(engineProbeSchema)),
} as const;

export type Channels = typeof CHANNELS;
export type ChannelName = keyof Channels;
export type ChannelParams<Name extends ChannelName> = v.InferOutput<Channels[Name]['params']>;
export type ChannelResult<Name extends ChannelName> = v.InferOutput<Channels[Name]['result']>;

/** The channels that the core answers; main forwards them after its checks. */
export type CoreChannelName = {
  [Name in ChannelName]: Channels[Name]['host'] extends 'core' ? Name : never;
}[ChannelName];

/** One handler per channel; a missing or mistyped one is a compile error. */
export type Handlers<Name extends ChannelName> = {
  [Key in Name]: (params: ChannelParams<Key>) => ChannelResult<Key> | Promise<ChannelResult<Key>>;
};

export const CHANNEL_NAMES = Object.keys(CHANNELS) as ChannelName[];

/**
 * Bulk data, fetched as bytes from `ectopy://data/<route>?…` so that it can be cancelled and is
 * never turned into JSON. Layouts: `samples.ts` and `beat-columns.ts` beside this file.
 */
export const BINARY_ROUTES = {
  samples: v.object({
    recordingId: idSchema,
    startSample: finiteSchema,
    endSample: finiteSchema,
    /** Device pixels that the window will cover; decides the pyramid level. */
    columns: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(262_144)),
    /** Index of the only lead that is wanted; all of them without it. */
    lead: v.optional(countSchema),
    ...displayFilterQuery,
  }),
  beats: v.object({ recordingId: idSchema }),
  groups: v.object({ recordingId: idSchema }),
  shapes: v.object(shapesQuery),
  reference: v.object({ recordingId: idSchema, annotator: v.pipe(v.string(), v.maxLength(16)) }),
  'report-page': reportPageSchema,
} as const;

export type BinaryRoute = keyof typeof BINARY_ROUTES;
export type BinaryParams<Route extends BinaryRoute> = v.InferOutput<(typeof BINARY_ROUTES)[Route]>;
/** Routes that the core answers: the signal has a thread of its own, which waits for nothing else. */
export type CoreBinaryRoute = Exclude<BinaryRoute, 'samples'>;
export type BinaryHandlers = {
  [Route in CoreBinaryRoute]: (params: BinaryParams<Route>) => Uint8Array | Promise<Uint8Array>;
};
