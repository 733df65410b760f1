import type { Handlers } from '../../../app/contract/channels.ts';
import type { EditResult } from '../../../app/contract/schemas.ts';
import { BASELINE_RADII, snapToExtremum } from '../../../app/signal/snap.ts';
import { toBeatState, toProbabilities } from '../beat-table.ts';
import { hasUnseenBeats, startClassification } from '../classify.ts';
import type { CoreContext } from '../context.ts';
import { appendEdits, redoLatest, undoLatest } from '../edit-recording.ts';
import { openReadingOf } from '../open-readings.ts';

type BeatChannel =
  'beats:detail' | 'beats:snap' | 'edits:append' | 'edits:undo' | 'edits:redo' | 'edits:list';

/** Half the width of a QRS complex: an inserted beat finds its peak, and no neighbour's. */
const SNAP_RADIUS_S = 0.06;

export function beatHandlers(context: CoreContext) {
  const { store, readings, openFolders } = context;
  return {
    'beats:detail': ({ recordingId, beatId }) => {
      const { identity, signed, reading, predictions } = readings.of(recordingId);
      const through = signed?.version.editsThrough ?? Infinity;
      const probabilities = toProbabilities(predictions, beatId);
      return {
        ...toBeatState(reading, predictions, beatId),
        probabilities,
        modelId: probabilities === null ? null : (predictions?.modelId ?? null),
        history: store.edits.ofBeat(identity, beatId).filter(({ seq }) => seq <= through),
      };
    },
    'beats:snap': ({ recordingId, sample }) => {
      const folder = openFolders.of(recordingId);
      const { predictions } = readings.of(recordingId);
      const radius = Math.round(SNAP_RADIUS_S * folder.sampleRateHz);
      const centre = Math.min(sample, folder.sampleCount - 1);
      const reach = Math.ceil(BASELINE_RADII * radius);
      const first = Math.max(0, centre - reach);
      const end = Math.min(folder.sampleCount, centre + reach + 1);
      const samples = folder.read(predictions?.lead ?? 0, first, end);
      return { sample: first + snapToExtremum(samples, centre - first, radius) };
    },
    'edits:append': ({ recordingId, edits }) =>
      classifyUnseen(context, recordingId, appendEdits(context, recordingId, edits)),
    'edits:undo': ({ recordingId }) =>
      classifyUnseen(context, recordingId, undoLatest(context, recordingId)),
    'edits:redo': ({ recordingId }) =>
      classifyUnseen(context, recordingId, redoLatest(context, recordingId)),
    'edits:list': ({ recordingId, limit }) =>
      store.edits.latest(openReadingOf(store, recordingId).key, limit),
  } satisfies Handlers<BeatChannel>;
}

/**
 * A beat that was deleted when the active model classified the recording has no class of its own
 * when it comes back: the model is asked again.
 */
function classifyUnseen(context: CoreContext, recordingId: string, result: EditResult): EditResult {
  const mayBeUnseen =
    result.changed === null ||
    result.changed.some(({ deleted, modelClass }) => !deleted && modelClass === null);
  if (mayBeUnseen) {
    const { reading, predictions } = context.readings.of(recordingId);
    if (predictions !== null && hasUnseenBeats(reading, predictions)) {
      startClassification(context, recordingId, { background: true });
    }
  }
  return result;
}
