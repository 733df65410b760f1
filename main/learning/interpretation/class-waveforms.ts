import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import type { LabelledBeats } from '../labelled-beats.ts';
import { countClasses, windowOf } from '../labelled-beats.ts';

const EXAMPLES = 12;
const LOW = 0.1;
const HIGH = 0.9;

/** The prepared beats of one class, summed up. */
export interface ClassWaveforms {
  /** Index into BEAT_CLASSES. */
  readonly beatClass: number;
  readonly sampled: number;
  readonly mean: Float32Array;
  /** Of every number, the 10th and the 90th percentile. */
  readonly low: Float32Array;
  readonly high: Float32Array;
  /** Positions of some of the beats, evenly spread over them. */
  readonly examples: readonly number[];
}

/** Sums up the beats of every class that has any. */
export function classWaveforms(beats: LabelledBeats): ClassWaveforms[] {
  const counts = countClasses(beats.beatClass);
  return BEAT_CLASSES.flatMap((_, index) => {
    const own = new Uint32Array(counts[index] ?? 0);
    let met = 0;
    beats.beatClass.forEach((beatClass, beat) => {
      if (beatClass === index) own[met++] = beat;
    });
    return own.length === 0 ? [] : [sumUp(beats, index, own)];
  });
}

function sumUp(beats: LabelledBeats, beatClass: number, own: Uint32Array): ClassWaveforms {
  const { inputLength } = beats;
  const mean = new Float32Array(inputLength);
  const low = new Float32Array(inputLength);
  const high = new Float32Array(inputLength);
  const column = new Float32Array(own.length);
  for (let k = 0; k < inputLength; k += 1) {
    own.forEach((beat, position) => {
      column[position] = windowOf(beats, beat)[k] as number;
    });
    column.sort();
    mean[k] = column.reduce((sum, value) => sum + value, 0) / own.length;
    low[k] = column[Math.round(LOW * (own.length - 1))] as number;
    high[k] = column[Math.round(HIGH * (own.length - 1))] as number;
  }
  const shown = Math.min(EXAMPLES, own.length);
  const examples = Array.from(
    { length: shown },
    (_, position) => own[Math.floor(((position + 0.5) * own.length) / shown)] as number,
  );
  return { beatClass, sampled: own.length, mean, low, high, examples };
}
