import { encodeBeatColumns } from '../../../app/contract/beat-columns.ts';
import type { BinaryHandlers } from '../../../app/contract/channels.ts';
import { encodeSampleWindow } from '../../../app/contract/samples.ts';
import { toBeatColumns } from '../beat-table.ts';
import type { CoreContext } from '../context.ts';
import { findRecording } from '../find-recording.ts';
import { findReference, referenceColumns } from '../reference.ts';

export function binaryHandlers({ store, readings, openFolders }: CoreContext) {
  return {
    samples: ({ recordingId, startSample, endSample, columns }) =>
      encodeSampleWindow(openFolders.of(recordingId).window(startSample, endSample, columns)),
    beats: ({ recordingId }) => {
      const { reading, predictions } = readings.of(recordingId);
      return encodeBeatColumns(toBeatColumns(reading, predictions));
    },
    reference: ({ recordingId, annotator }) => {
      const { key } = findRecording(store, recordingId);
      return encodeBeatColumns(referenceColumns(findReference(store, key, annotator)));
    },
  } satisfies BinaryHandlers;
}
