import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { WINDOW_LENGTH } from '../../app/signal/beat-window.ts';

/** Prepared beats with their classes (indices into BEAT_CLASSES). */
export interface LabelledBeats {
  /** 187 values a beat. */
  readonly windows: Float32Array;
  readonly beatClass: Uint8Array;
}

export function joinBeats(parts: readonly LabelledBeats[]): LabelledBeats {
  const beats = parts.reduce((sum, part) => sum + part.beatClass.length, 0);
  const windows = new Float32Array(beats * WINDOW_LENGTH);
  const beatClass = new Uint8Array(beats);
  let offset = 0;
  for (const part of parts) {
    windows.set(part.windows, offset * WINDOW_LENGTH);
    beatClass.set(part.beatClass, offset);
    offset += part.beatClass.length;
  }
  return { windows, beatClass };
}

/** Beats per class index. */
export function countClasses(beatClass: Uint8Array): number[] {
  const counts = BEAT_CLASSES.map(() => 0);
  for (const index of beatClass) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}

/** The window of one beat, a view. */
export function windowOf(beats: LabelledBeats, beat: number): Float32Array {
  return beats.windows.subarray(beat * WINDOW_LENGTH, (beat + 1) * WINDOW_LENGTH);
}
