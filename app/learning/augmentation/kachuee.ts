import { writeMinMax } from '../../signal/preparations/kachuee.ts';
import { addWander, addWhiteNoise, drawStretch, warpTime } from './transforms.ts';
import { TIME_WARP, type Augmentation } from './augmentation.ts';

/** R positions are rarely further off than this many samples (16 ms). */
const LARGEST_SHIFT = 2;
/** Mean white noise, and spread of the wander, over the beat's height, which is 1. */
const NOISE = 0.02;
const WANDER = 0.06;

/**
 * A beat that fills the first part of its window and is scaled to 0..1. What comes out is scaled
 * and padded again, so that a change of gain alone would leave no trace: none is drawn. A stretched
 * beat takes its padding with it, as at another heart rate.
 */
export const kachueeAugmentation: Augmentation = {
  augment(window, output, random, { timeWarp = TIME_WARP }) {
    const length = beatLength(window);
    const drawn = drawStretch(timeWarp, random);
    // A beat that is cut off has nothing beyond its end to press together with the rest.
    const stretch = length === window.length ? 1 + Math.abs(drawn - 1) : drawn;
    const shift = random.integer(2 * LARGEST_SHIFT + 1) - LARGEST_SHIFT;
    const stretched = Math.min(window.length, Math.max(1, Math.round(length * stretch)));
    output.fill(0);
    const beat = output.subarray(0, stretched);
    warpTime(window.subarray(0, length), beat, { centre: 0, stretch, shift });
    addWander(beat, WANDER, random);
    addWhiteNoise(beat, NOISE, random);
    writeMinMax(beat, beat);
  },
};

/** Samples before the padding. */
function beatLength(window: Float32Array): number {
  let length = window.length;
  while (length > 1 && window[length - 1] === 0) length -= 1;
  return length;
}
