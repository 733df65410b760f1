import { augmentWindow } from '../../app/learning/augmentation.ts';
import type { AugmentationOptions } from '../../app/learning/augmentation/augmentation.ts';
import type { BalancedDraw } from '../../app/learning/augmentation/balanced-draw.ts';
import type { Random } from '../../app/random.ts';
import type { PreparationName } from '../../app/signal/preparations/index.ts';
import { requireRecorded, windowOf, type LabelledBeats, type PreparedBeats } from './labelled-beats.ts'; // prettier-ignore

/**
 * Beats some of which were made up from others. To be learned from and for nothing else: what tests
 * or splits takes `LabelledBeats`, which these are not, and refuses them at run time as well.
 */
export interface AugmentedBeats extends PreparedBeats {
  readonly augmented: true;
}

/** The beats of a draw from a training set; those that are repeated are augmented. */
export function augmentedBeats(
  training: LabelledBeats,
  draw: BalancedDraw,
  preparation: PreparationName,
  random: Random,
  options?: AugmentationOptions,
): AugmentedBeats {
  requireRecorded(training);
  const { inputLength } = training;
  const windows = new Float32Array(draw.beats.length * inputLength);
  draw.beats.forEach((beat, index) => {
    const output = windows.subarray(index * inputLength, (index + 1) * inputLength);
    const window = windowOf(training, beat);
    if (draw.repeated[index] === 1) augmentWindow(preparation, window, output, random, options);
    else output.set(window);
  });
  const beatClass = Uint8Array.from(draw.beats, (beat) => training.beatClass[beat] as number);
  return { augmented: true, inputLength, windows, beatClass };
}
