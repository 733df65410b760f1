import * as v from 'valibot';
import type { CoreChannelName } from '../../app/contract/channels.ts';
import { idSchema } from '../../app/contract/schemas.ts';
import type { CoreContext } from './context.ts';
import { identifyOpen } from './since-signed.ts';

/**
 * Requests after which the library may tell something else of a recording, and a signed reading may be
 * otherwise than it was signed, or be that again.
 */
const CHANGING: ReadonlySet<CoreChannelName> = new Set([
  'edits:append',
  'edits:undo',
  'edits:redo',
  'history:go-to',
  'quality:mark',
  'readings:settle',
  'events:judge',
  'events:set-criteria',
  'bookmarks:put',
  'bookmarks:remove',
  'report:save-form',
]);

const ofRecording = v.object({ recordingId: idSchema });

/**
 * After a request: tells the window that its library is behind, and whether the signature of what it
 * has open still holds.
 */
export function tellReadingStatus(
  context: CoreContext,
  channel: CoreChannelName,
  params: unknown,
): void {
  if (!CHANGING.has(channel)) return;
  // Criteria of the library are those of every recording.
  const recordingIds = v.is(ofRecording, params)
    ? [params.recordingId]
    : context.readings.recordingIds();
  for (const recordingId of recordingIds) {
    context.emit({ name: 'library:changed', payload: { recordingId } });
    const reading = identifyOpen(context, recordingId);
    if (reading.status === 'open') continue;
    context.emit({ name: 'reading:changed', payload: { recordingId, reading } });
  }
}
