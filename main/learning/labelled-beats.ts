import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';

/** Prepared beats with their classes (indices into BEAT_CLASSES), to be learned from. */
export interface PreparedBeats {
  /** Numbers a beat. */
  readonly inputLength: number;
  /** `inputLength` numbers a beat, one beat after the other. */
  readonly windows: Float32Array;
  readonly beatClass: Uint8Array;
}

/** Beats that have no side of a split yet, or are tested on. */
export interface LabelledBeats extends PreparedBeats {
  /** What training beats have. */
  readonly side?: never;
}

/**
 * The side of a split that is learned from. Training augments these beats and no others, and they can
 * be neither split again nor tested on: augmentation comes after the split.
 */
export interface TrainingBeats extends PreparedBeats {
  readonly side: 'training';
}

/** Gives the training side of a split to a training. */
export function trainingSide(beats: LabelledBeats): TrainingBeats {
  requireNotLearned(beats);
  return { ...beats, side: 'training' };
}

/**
 * The check at run time of what the types say: a split of training beats puts a beat on one side and
 * its augmented likeness on the other, and a test on them counts beats that were learned.
 * @throws RangeError for training beats
 */
export function requireNotLearned(beats: LabelledBeats): void {
  if ((beats as { side?: unknown }).side === 'training') {
    throw new RangeError('Training beats are for learning only: neither to split nor to test on');
  }
}

/**
 * What must hold before beats are augmented and learned from.
 * @throws RangeError unless they are the training side of a split, and not those held out
 */
export function requireSplit(training: TrainingBeats, heldOut: LabelledBeats | null): void {
  if ((training as { side?: unknown }).side !== 'training') {
    throw new RangeError('Only the training side of a split is augmented and learned from');
  }
  if (heldOut === null) return;
  requireNotLearned(heldOut);
  if (heldOut.windows.buffer === training.windows.buffer) {
    throw new RangeError('The beats that are held out are those that are learned from');
  }
}

/** @throws RangeError when there are none, when they were prepared differently, or are learned from */
export function joinBeats(parts: readonly LabelledBeats[]): LabelledBeats {
  parts.forEach(requireNotLearned);
  const inputLength = parts[0]?.inputLength;
  if (inputLength === undefined || parts.some((part) => part.inputLength !== inputLength)) {
    throw new RangeError('Only beats that were prepared in the same way can be joined');
  }
  const beats = parts.reduce((sum, part) => sum + part.beatClass.length, 0);
  const windows = new Float32Array(beats * inputLength);
  const beatClass = new Uint8Array(beats);
  let offset = 0;
  for (const part of parts) {
    windows.set(part.windows, offset * inputLength);
    beatClass.set(part.beatClass, offset);
    offset += part.beatClass.length;
  }
  return { inputLength, windows, beatClass };
}

/** Beats per class index. */
export function countClasses(
  beatClass: Uint8Array,
  classes: number = BEAT_CLASSES.length,
): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const index of beatClass) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}

/** The window of one beat, a view. */
export function windowOf({ windows, inputLength }: PreparedBeats, beat: number): Float32Array {
  return windows.subarray(beat * inputLength, (beat + 1) * inputLength);
}

/** Copies of some beats, in the order of `positions`. */
export function takeBeats(beats: LabelledBeats, positions: Uint32Array): LabelledBeats {
  requireNotLearned(beats);
  const { inputLength } = beats;
  const windows = new Float32Array(positions.length * inputLength);
  positions.forEach((position, index) => {
    windows.set(windowOf(beats, position), index * inputLength);
  });
  return {
    inputLength,
    windows,
    beatClass: Uint8Array.from(positions, (position) => beats.beatClass[position] as number),
  };
}
