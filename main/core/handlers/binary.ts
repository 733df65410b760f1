import { encodeBeatColumns } from '../../../app/contract/beat-columns.ts';
import type { BinaryHandlers } from '../../../app/contract/channels.ts';
import { encodeGroupColumns } from '../../../app/contract/group-columns.ts';
import { encodeShapeColumns } from '../../../app/contract/shape-columns.ts';
import { toBeatColumns } from '../beat-table.ts';
import type { CoreContext } from '../context.ts';
import { drawnBeats } from '../drawn-beats.ts';
import { findRecording } from '../find-recording.ts';
import type { LaidOutReport } from '../laid-out-report.ts';
import { refuseToBlind } from '../reading-rights.ts';
import { groupsOf } from '../reading-groups.ts';
import { findReference, referenceColumns } from '../reference.ts';

export function binaryHandlers(context: CoreContext, laidOut: LaidOutReport) {
  const { store, readings } = context;
  return {
    beats: ({ recordingId }) => {
      const { reading, predictions } = readings.of(recordingId);
      return encodeBeatColumns(toBeatColumns(reading, predictions));
    },
    groups: ({ recordingId }) => encodeGroupColumns(groupsOf(context, recordingId)),
    shapes: ({ recordingId, beatIds }) =>
      encodeShapeColumns(drawnBeats(context, recordingId, beatIds.split(',').map(Number))),
    reference: ({ recordingId, annotator }) => {
      refuseToBlind(store, recordingId);
      const { key } = findRecording(store, recordingId);
      return encodeBeatColumns(referenceColumns(findReference(store, key, annotator)));
    },
    'report-page': ({ recordingId, page }) =>
      new TextEncoder().encode(laidOut.page(readings.of(recordingId), page)),
  } satisfies BinaryHandlers;
}
