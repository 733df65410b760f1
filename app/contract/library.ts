import * as v from 'valibot';
import { channel } from './channel.ts';
import { idSchema } from './schemas.ts';

/** How the recordings of a library are kept in order. */

/** One word or a few, as a reader writes them; commas separate tags. */
const tagSchema = v.pipe(v.string(), v.trim(), v.regex(/^[^,]{1,40}$/));

export const LIBRARY_CHANNELS = {
  /** Sets all tags of a recording. */
  'recordings:tag': channel(
    'core',
    v.object({ recordingId: idSchema, tags: v.pipe(v.array(tagSchema), v.maxLength(20)) }),
    v.object({}),
  ),
} as const;
