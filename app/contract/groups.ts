import * as v from 'valibot';
import { channel } from './channel.ts';
import { countSchema, editResultSchema, idSchema } from './schemas.ts';

/** Beats in groups of like shape and timing: which there are, how they came, splitting and merging. */

const recordingSchema = v.object({ recordingId: idSchema });
const groupSchema = v.pipe(countSchema, v.maxValue(65_534));

/** What the groups of a recording were formed from. */
export const groupingSchema = v.object({
  madeAt: v.string(),
  /** The model shown then; null before the first analysis. Shapes and timing do not depend on it. */
  modelId: v.nullable(v.string()),
  /** Beats that were grouped, and groups that were formed. */
  beats: countSchema,
  groups: countSchema,
  /** Steps that changed beats since then: groups are formed anew only when asked. */
  editsSince: countSchema,
});
export type Grouping = v.InferOutput<typeof groupingSchema>;

/** Beats that a drawing of superimposed beats asks for at once. */
export const MOST_SHAPES = 240;

export const shapesQuery = {
  recordingId: idSchema,
  /** Beat ids, comma-separated. */
  beatIds: v.pipe(v.string(), v.regex(/^\d{1,9}(?:,\d{1,9}){0,239}$/)),
};

export const GROUP_CHANNELS = {
  /** Null until the groups have been formed; `jobId` while they are being formed. */
  'groups:state': channel(
    'core',
    recordingSchema,
    v.object({ grouping: v.nullable(groupingSchema), jobId: v.nullable(idSchema) }),
  ),
  /**
   * Forms the groups (anew), beats that readers labelled differently apart; groups that were split
   * or merged by hand go.
   */
  'groups:form': channel('core', recordingSchema, v.object({ jobId: idSchema })),
  /**
   * Splits a group into what its beats differ in most, or takes some of its beats out as a group of
   * their own. One step of undo.
   */
  'groups:split': channel(
    'core',
    v.object({
      ...recordingSchema.entries,
      group: groupSchema,
      /** Null for a split by shape and timing. */
      beatIds: v.nullable(v.pipe(v.array(countSchema), v.minLength(1), v.maxLength(500_000))),
    }),
    editResultSchema,
  ),
  /** Moves all beats of the groups into one of them. One step of undo. */
  'groups:merge': channel(
    'core',
    v.object({
      ...recordingSchema.entries,
      groups: v.pipe(v.array(groupSchema), v.minLength(2), v.maxLength(1000)),
      into: groupSchema,
    }),
    editResultSchema,
  ),
} as const;
