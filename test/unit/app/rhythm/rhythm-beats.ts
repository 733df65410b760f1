import { beatClassIndex, isBeatClass } from '../../../../app/domain/beat-class.ts';
import type { RhythmRecording } from '../../../../app/rhythm/find-events.ts';

export const RATE_HZ = 250;

/**
 * A recording of beats written as letters ("NNVN"), `rr` seconds apart (one number for all intervals,
 * or one for each), the first at 1 s.
 */
export function rhythm(letters: string, rr: number | readonly number[] = 0.8): RhythmRecording {
  const sample = new Uint32Array(letters.length);
  let timeS = 1;
  for (let beat = 0; beat < letters.length; beat += 1) {
    sample[beat] = Math.round(timeS * RATE_HZ);
    timeS += typeof rr === 'number' ? rr : (rr[beat] ?? 0.8);
  }
  return {
    sample,
    beatClass: Uint8Array.from(letters, (letter) =>
      isBeatClass(letter) ? beatClassIndex(letter) : Number.NaN,
    ),
    sampleRateHz: RATE_HZ,
    sampleCount: Math.round((timeS + 1) * RATE_HZ),
    excluded: [],
    badSignal: [],
  };
}
