import { BEAT_CLASSES } from '../domain/beat-class.ts';

/** The class of the largest probability of every beat. */
export function mostProbable(
  probabilities: Float32Array,
  classes: number = BEAT_CLASSES.length,
): Uint8Array {
  const output = new Uint8Array(probabilities.length / classes);
  for (let beat = 0; beat < output.length; beat += 1) {
    let best = 0;
    for (let k = 1; k < classes; k += 1) {
      const probability = probabilities[beat * classes + k] as number;
      if (probability > (probabilities[beat * classes + best] as number)) best = k;
    }
    output[beat] = best;
  }
  return output;
}
