import { BEAT_CLASSES } from '../domain/beat-class.ts';

/** Around a corrected beat this much was on screen: what the reader left there, the reader accepted. */
const SEEN_S = 20;
/** Beats of one class and recording that are learned from; more say the same again. */
const MOST_CORRECTED = 1500;
/** Accepted beats of one recording that are learned from. */
const MOST_SEEN = 2500;

/** What a recording's current beats are, as far as learning from them goes. */
export interface CorrectedBeats {
  readonly sampleRateHz: number;
  /** Ascending. */
  readonly beatSamples: Uint32Array;
  readonly beatClass: Uint8Array;
  /** 1 where a reader set or confirmed the class. */
  readonly corrected: Uint8Array;
  /** 0 for beats that must not be learned from. */
  readonly weight: Float32Array;
}

/** Positions of beats in their recording, ascending. */
export interface CorrectionSet {
  readonly corrected: Uint32Array;
  /** Beats near a corrected one that the reader left as they were. */
  readonly seen: Uint32Array;
}

/**
 * The beats of a recording that a reader has judged: those corrected, and those left alone within
 * 20 s of one. Beats that nobody has looked at are no truth and are left out: among them are the
 * very errors that the reader corrects elsewhere.
 */
export function correctionSet(recording: CorrectedBeats): CorrectionSet {
  const { beatSamples, beatClass, corrected } = recording;
  const reach = SEEN_S * recording.sampleRateHz;
  const byClass: number[][] = BEAT_CLASSES.map(() => []);
  const seen: number[] = [];
  const lastBefore = nearestCorrected(recording, 1);
  const firstAfter = nearestCorrected(recording, -1);
  beatSamples.forEach((sample, beat) => {
    if (recording.weight[beat] === 0) return;
    if (corrected[beat] === 1) byClass[beatClass[beat] as number]?.push(beat);
    else if (
      Math.abs(sample - (lastBefore[beat] as number)) <= reach ||
      Math.abs((firstAfter[beat] as number) - sample) <= reach
    ) {
      seen.push(beat);
    }
  });
  const kept = byClass.flatMap((beats) => thinned(beats, MOST_CORRECTED));
  return {
    corrected: Uint32Array.from(kept).sort(),
    seen: Uint32Array.from(thinned(seen, MOST_SEEN)),
  };
}

/** Sample of the nearest corrected beat at or before (step 1), or at or after (step -1), every beat. */
function nearestCorrected({ beatSamples, corrected }: CorrectedBeats, step: 1 | -1): Float64Array {
  const count = beatSamples.length;
  const nearest = new Float64Array(count);
  let last = -step * Infinity;
  for (let k = 0; k < count; k += 1) {
    const beat = step === 1 ? k : count - 1 - k;
    if (corrected[beat] === 1) last = beatSamples[beat] as number;
    nearest[beat] = last;
  }
  return nearest;
}

/** At most `most` of the values, evenly spread. */
function thinned(values: readonly number[], most: number): number[] {
  if (values.length <= most) return [...values];
  return Array.from(
    { length: most },
    (_, index) => values[Math.floor((index * values.length) / most)] as number,
  );
}
