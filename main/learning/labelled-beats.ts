import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';

/** Prepared beats with their classes (indices into BEAT_CLASSES), to be learned from. */
export interface PreparedBeats {
  /** Numbers a beat. */
  readonly inputLength: number;
  /** `inputLength` numbers a beat, one beat after the other. */
  readonly windows: Float32Array;
  readonly beatClass: Uint8Array;
}

/** Beats as they were recorded: they can be split, and tested on. */
export interface LabelledBeats extends PreparedBeats {
  /** What augmented beats have. */
  readonly augmented?: never;
}

/**
 * The check at run time of what the types say: a split of augmented beats puts a beat on one side and
 * its likeness on the other, and a test on them counts beats that nobody had.
 * @throws RangeError for augmented beats
 */
export function requireRecorded(beats: LabelledBeats): void {
  if ((beats as { augmented?: unknown }).augmented === true) {
    throw new RangeError('Augmented beats are for learning only: neither to split nor to test on');
  }
}

/** @throws RangeError when there are none, when they were prepared differently, or augmented */
export function joinBeats(parts: readonly LabelledBeats[]): LabelledBeats {
  parts.forEach(requireRecorded);
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
  requireRecorded(beats);
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
