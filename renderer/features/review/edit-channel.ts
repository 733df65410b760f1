import { decodeBeatColumns } from '../../../app/contract/beat-columns.ts';
import { call, fetchBinary } from '../../bridge/bridge.ts';
import type { EditChannel } from './edit-queue.svelte.ts';

/** The core's requests that change what is open of a recording. */
export function editChannelOf(recordingId: string): EditChannel {
  return {
    append: (edits) => call('edits:append', { recordingId, edits }),
    mark: (edit) => call('quality:mark', { recordingId, ...edit }),
    undo: () => call('edits:undo', { recordingId }),
    redo: () => call('edits:redo', { recordingId }),
    goTo: (transactionId) => call('history:go-to', { recordingId, transactionId }),
    read: async () => decodeBeatColumns(await fetchBinary('beats', { recordingId })),
  };
}
