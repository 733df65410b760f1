import * as v from 'valibot';
import { BEAT_CLASSES } from '../domain/beat-class.ts';
import { REGION_VERDICTS } from '../domain/reader-regions.ts';
import { channel } from './channel.ts';
import {
  countSchema,
  editResultSchema,
  finiteSchema,
  idSchema,
  nonEmptySchema,
} from './schemas.ts';

/** Stepping through what was edited, taking it elsewhere, and strips marked for the report. */

const recordingSchema = v.object({ recordingId: idSchema });
const beatClassSchema = v.picklist(BEAT_CLASSES);

/** Changes of one kind within a step. */
const stepChangeSchema = v.object({
  kind: v.picklist(['relabel', 'delete', 'insert', 'move', 'region', 'group']),
  /** Class before and after; null where there is no beat or the class plays no part. */
  from: v.nullable(beatClassSchema),
  to: v.nullable(beatClassSchema),
  count: countSchema,
  /** Of the first and the last changed beat, or where the regions begin and end; null for groups. */
  startSample: v.nullable(countSchema),
  endSample: v.nullable(countSchema),
  /** Of a region: its lead, null for all leads. */
  lead: v.nullable(countSchema),
  /** What is said of the regions now; null where a mark was taken away. */
  verdict: v.nullable(v.picklist(REGION_VERDICTS)),
});

/** A transaction that can be undone or redone. */
export const historyStepSchema = v.object({
  transactionId: countSchema,
  at: v.string(),
  reader: v.string(),
  /** Changed beats and regions of all kinds. */
  count: countSchema,
  /** The commonest kinds of change, at most four. */
  changes: v.array(stepChangeSchema),
});
export type HistoryStep = v.InferOutput<typeof historyStepSchema>;
export type StepChange = HistoryStep['changes'][number];

/** A page of the steps, the earliest first: those in force, then those undone as redo takes them. */
export const editHistorySchema = v.object({
  total: countSchema,
  /** Steps in force: the present is behind this many. */
  done: countSchema,
  first: countSchema,
  steps: v.array(historyStepSchema),
});
export type EditHistory = v.InferOutput<typeof editHistorySchema>;

const bookmarkNoteSchema = v.pipe(v.string(), v.maxLength(500));
const bookmarkPlaceEntries = {
  startSample: countSchema,
  durationS: v.pipe(finiteSchema, v.minValue(0.5), v.maxValue(600)),
  /** Numbers of the leads to print, in order. */
  leads: v.pipe(v.array(countSchema), v.minLength(1), v.maxLength(64)),
  note: bookmarkNoteSchema,
};

/** A strip that a reader marked for the report. */
export const bookmarkSchema = v.object({
  id: idSchema,
  ...bookmarkPlaceEntries,
  /** Who marked or last changed it, and when. */
  reader: v.string(),
  at: v.string(),
});
export type Bookmark = v.InferOutput<typeof bookmarkSchema>;

export const EDITING_CHANNELS = {
  'history:list': channel(
    'core',
    v.object({
      ...recordingSchema.entries,
      first: countSchema,
      count: v.pipe(countSchema, v.minValue(1), v.maxValue(500)),
    }),
    editHistorySchema,
  ),
  /** Undoes or redoes until the named step is the last in force; null undoes everything. */
  'history:go-to': channel(
    'core',
    v.object({ ...recordingSchema.entries, transactionId: v.nullable(countSchema) }),
    editResultSchema,
  ),
  /** Writes the log of edits as LightWAVE does into a folder; `path` is what was written. */
  'edit-log:export': channel(
    'core',
    v.object({ ...recordingSchema.entries, folder: nonEmptySchema }),
    v.object({ path: nonEmptySchema, lines: countSchema }),
  ),

  /** Of the reading that is open, in the order of their times. */
  'bookmarks:list': channel('core', recordingSchema, v.array(bookmarkSchema)),
  /** A new bookmark (id null), a changed one, or a removed one that comes back. */
  'bookmarks:put': channel(
    'core',
    v.object({
      ...recordingSchema.entries,
      id: v.nullable(idSchema),
      ...bookmarkPlaceEntries,
    }),
    bookmarkSchema,
  ),
  'bookmarks:remove': channel(
    'core',
    v.object({ ...recordingSchema.entries, id: idSchema }),
    v.object({}),
  ),
} as const;
