import type { QueuedBeat, QueueQuery } from '../../app/contract/training-governance.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { NO_GROUP } from '../../app/domain/group-edits.ts';
import { beatPlaces } from '../../app/domain/reading.ts';
import { groupSizes } from '../../app/groups/group-summary.ts';
import { reviewQueue, type QueueBeats } from '../../app/learning/review-queue.ts';
import type { CoreContext } from './context.ts';
import type { OpenReading } from './open-reading.ts';
import { readingGroups } from './reading-groups.ts';
import { isBlinded } from './reading-rights.ts';

type Context = Pick<CoreContext, 'store' | 'readings'>;

/** Stands in a column of classes for "none". */
const NO_CLASS = 255;

/**
 * The beats of a recording in the order in which a reader's look at them gains most; none before the
 * first analysis.
 * @throws AppError not-found; conflict for a queue by groups or models where there are none
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
  const needsGroups = order === 'group' || options.onePerGroup;
  const groups = groupsOfBeats(context, open, beatId, needsGroups);
  const beats = { beatId, sample, probabilities, judged, otherClass, ...groups };
  return reviewQueue(beats, { order, ...options }).map(({ beat, ...item }) => ({
    beatId: beatId[beat] ?? 0,
    sample: sample[beat] ?? 0,
    ...item,
  }));
}

/**
 * The groups of the groups view. Where they have not been formed every beat is in none, unless the
 * queue `needsGroups`.
 */
function groupsOfBeats(
  context: Context,
  open: OpenReading,
  beatId: Uint32Array,
  needsGroups: boolean,
): Pick<QueueBeats, 'groupOf' | 'groupSizeOf'> {
  if (!needsGroups && !context.store.groupings.exists(open.identity.key)) {
    return { groupOf: () => null, groupSizeOf: () => 0 };
  }
  const { groupOf } = readingGroups(context, open);
  const sizes = groupSizes(groupOf);
  return {
    groupOf: (beat) => {
      const group = groupOf[(beatId[beat] ?? 0) - 1] ?? NO_GROUP;
      return group === NO_GROUP ? null : group;
    },
    groupSizeOf: (group) => sizes.get(group) ?? 0,
  };
}
