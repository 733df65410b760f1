import * as v from 'valibot';
import { channel } from './channel.ts';
import { countSchema, idSchema, isoTimeSchema } from './schemas.ts';
import { recordingRoleSchema } from './training-governance.ts';

/** How the recordings of a library are kept in order. */

/** One word or a few, as a reader writes them; commas separate tags. */
const tagSchema = v.pipe(v.string(), v.trim(), v.regex(/^[^,]{1,40}$/));

/** What readers have put into a recording, in all its readings. */
export const readingWorkSchema = v.object({
  signedVersions: countSchema,
  /** Who signed them. */
  signers: v.array(v.string()),
  readings: countSchema,
  /** Beats given a class, moved, inserted or deleted. */
  editedBeats: countSchema,
  bookmarks: countSchema,
  /** Events of which something was said. */
  eventWords: countSchema,
  /** Readings whose report names a patient or has a conclusion. */
  reportTexts: countSchema,
});
export type ReadingWork = v.InferOutput<typeof readingWorkSchema>;

/** A recording that was in the library before another of the same signal was imported. */
const earlierCopySchema = v.object({
  recordingId: idSchema,
  name: v.string(),
  importedAt: isoTimeSchema,
});
export type EarlierCopy = v.InferOutput<typeof earlierCopySchema>;

export const LIBRARY_CHANNELS = {
  /** The first recording of the same signal, imported before this one. */
  'recordings:earlier-copy': channel(
    'core',
    v.object({ recordingId: idSchema }),
    v.nullable(earlierCopySchema),
  ),
  /** What goes when the recording is removed. */
  'recordings:work': channel('core', v.object({ recordingId: idSchema }), readingWorkSchema),
  /** Sets all tags of a recording. */
  'recordings:tag': channel(
    'core',
    v.object({ recordingId: idSchema, tags: v.pipe(v.array(tagSchema), v.maxLength(20)) }),
    v.object({}),
  ),
  /** A locked recording is never learned from: models are compared on it. */
  'recordings:lock': channel(
    'core',
    v.object({ recordingId: idSchema, locked: v.boolean() }),
    v.object({}),
  ),
  'recordings:assign-patient': channel(
    'core',
    v.object({
      recordingId: idSchema,
      patient: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(120))),
    }),
    v.object({}),
  ),
  /** Locks and patients, of every recording of the library. */
  'recordings:roles': channel('core', v.object({}), v.array(recordingRoleSchema)),
} as const;
