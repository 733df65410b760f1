import type { QueuedBeat } from '../../app/contract/training-governance.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { beatPlaces } from '../../app/domain/reading.ts';
import { leaderClusters } from '../../app/learning/leader-clusters.ts';
import { reviewQueue } from '../../app/learning/review-queue.ts';
import type { CoreContext } from './context.ts';

/**
 * The beats of a recording in the order in which a reader's look at them gains most; none before the
 * first analysis.
 * @throws AppError not-found, conflict
 */
export function reviewQueueOf(
  { store, readings, openFolders }: Pick<CoreContext, 'store' | 'readings' | 'openFolders'>,
  recordingId: string,
  limit: number,
): QueuedBeat[] {
  const { recording, reading, predictions } = readings.of(recordingId);
  if (predictions === null) return [];
  const { beatId, sample } = beatPlaces(reading);
  const classCount = BEAT_CLASSES.length;
  const probabilities = new Uint16Array(beatId.length * classCount);
  const judged = new Uint8Array(beatId.length);
  beatId.forEach((id, index) => {
    const first = (id - 1) * classCount;
    probabilities.set(
      predictions.probabilities.subarray(first, first + classCount),
      index * classCount,
    );
    if (reading.marks.get(id)?.label != null) judged[index] = 1;
  });
  const other = store.predictions.readOther(recording.key, predictions.modelId);
  const otherClass =
    other === null ? null : Uint8Array.from(beatId, (id) => other.classes[id - 1] ?? 255);
  const groupAt = leaderClusters(openFolders.of(recordingId), predictions.lead);
  const groupOf = (beat: number): number => groupAt(sample[beat] ?? 0);
  const beats = { beatId, sample, probabilities, judged, otherClass, groupOf };
  return reviewQueue(beats, limit).map(({ beat, ...item }) => ({
    beatId: beatId[beat] ?? 0,
    sample: sample[beat] ?? 0,
    ...item,
  }));
}
