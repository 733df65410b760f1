import * as v from 'valibot';
import { protocolEpochSchema } from './protocol-result.ts';
import { idSchema, jobSchema, readingIdentitySchema } from './schemas.ts';
import { trainingEpochSchema } from './training.ts';

/** Everything main and the core tell the renderer unasked. */
export const EVENTS = {
  'job:changed': jobSchema,
  /** A recording's status, beats or references changed: reload what is shown of it. */
  'recording:changed': v.object({ recordingId: idSchema }),
  /** A reader changed an open recording: what the library tells of it is otherwise. */
  'library:changed': v.object({ recordingId: idSchema }),
  /** A signed reading was changed, or brought back to what was signed. */
  'reading:changed': v.object({ recordingId: idSchema, reading: readingIdentitySchema }),
  /** The groups of a recording's beats are being formed, or have been. */
  'groups:changed': v.object({ recordingId: idSchema }),
  'training:epoch': v.object({ runId: idSchema, epoch: trainingEpochSchema }),
  'protocol-run:epoch': v.object({ runId: idSchema, ...protocolEpochSchema.entries }),
  'models:changed': v.object({}),
  'core:state': v.object({
    state: v.picklist(['starting', 'running', 'restarting', 'stopped', 'failed']),
    error: v.nullable(v.string()),
  }),
  /** A file was handed over by the command line, a second instance or the operating system. */
  'app:open-file': v.object({ path: v.string() }),
  /** A native menu item was chosen. */
  'menu:command': v.object({ command: v.string() }),
} as const;

export type EventName = keyof typeof EVENTS;
export type EventPayload<Name extends EventName> = v.InferOutput<(typeof EVENTS)[Name]>;
export const EVENT_NAMES = Object.keys(EVENTS) as EventName[];
