import type { QueuedBeat, QueueQuery } from '../../app/contract/training-governance.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { beatPlaces } from '../../app/domain/reading.ts';
import { leaderClusters } from '../../app/learning/leader-clusters.ts';
import { reviewQueue } from '../../app/learning/review-queue.ts';
import type { CoreContext } from './context.ts';
import type { OpenReading } from './open-reading.ts';
import { readingGroups } from './reading-groups.ts';
import { isBlinded } from './reading-rights.ts';

type Context = Pick<CoreContext, 'store' | 'readings' | 'openFolders'>;

/** Stands in a column of classes for "none". */
const NO_CLASS = 255;

/**
 * The beats of a recording in the order in which a reader's look at them gains most; none before the
 * first analysis.
 * @throws AppError not-found; conflict for an order by groups or models where there are none
 */
export function reviewQueueOf(context: Context, query: QueueQuery): QueuedBeat[] {
  const { recordingId, order, ...options } = query;
  const open = context.readings.of(recordingId);
  const { recording, identity, reading, predictions } = open;
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
  const other = isBlinded(context.store, identity)
    ? null
    : context.store.predictions.readOther(recording.key, predictions.modelId);
  if (order === 'models' && other === null) {
    throw new AppError('conflict', 'Only one model has classified this recording.', {
      remedy: 'Put another model to use; the classes of the one before are kept and compared.',
    });
  }
  const otherClass =
    other === null ? null : Uint8Array.from(beatId, (id) => other.classes[id - 1] ?? NO_CLASS);
  const groupOf =
    order === 'group'
      ? groupsFormed(context, open, beatId)
      : groupsAsTheyCome(context, open, sample);
  const beats = { beatId, sample, probabilities, judged, otherClass, groupOf };
  return reviewQueue(beats, { order, ...options }).map(({ beat, ...item }) => ({
    beatId: beatId[beat] ?? 0,
    sample: sample[beat] ?? 0,
    ...item,
  }));
}

/** The groups of the groups view; beats inserted since are groups of their own. */
function groupsFormed(
  context: Context,
  open: OpenReading,
  beatId: Uint32Array,
): (beat: number) => number {
  const { groupOf } = readingGroups(context, open);
  return (beat) => {
    const id = beatId[beat] ?? 0;
    return groupOf[id - 1] ?? -id;
  };
}

/** By shape alone, for the few beats that are asked about: needs no groups to have been formed. */
function groupsAsTheyCome(
  { openFolders }: Context,
  { recording, predictions }: OpenReading,
  sample: Uint32Array,
): (beat: number) => number {
  const groupAt = leaderClusters(openFolders.of(recording.id), predictions?.lead ?? 0);
  return (beat) => groupAt(sample[beat] ?? 0);
}
