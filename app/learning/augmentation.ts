import type { Random } from '../random.ts';
import type { PreparationName } from '../signal/preparations/index.ts';
import type { Augmentation, AugmentationOptions } from './augmentation/augmentation.ts';
import { kachueeAugmentation } from './augmentation/kachuee.ts';
import { rhythmFormAugmentation } from './augmentation/rhythm-form.ts';
import { templateRhythmAugmentation } from './augmentation/template-rhythm.ts';

const AUGMENTATIONS: Record<PreparationName, Augmentation> = {
  'template-rhythm-1': templateRhythmAugmentation,
  'kachuee-1': kachueeAugmentation,
  'rhythm-form-1': rhythmFormAugmentation,
};

/**
 * Writes a prepared beat to `output` as it might have been recorded otherwise. For the training
 * side of a split only (`TrainingBeats`). The same seed gives the same beat.
 */
export function augmentWindow(
  preparation: PreparationName,
  window: Float32Array,
  output: Float32Array,
  random: Random,
  options: AugmentationOptions = {},
): void {
  AUGMENTATIONS[preparation].augment(window, output, random, options);
}
