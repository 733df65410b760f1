import { RHYTHM_FORM } from '../networks/rhythm-form-spec.ts';
import type { ClassifierRecipe } from './recipe.ts';

/**
 * Ectopy's own classifier. Everything here was chosen by patient-grouped cross-validation on DS1 and
 * SVDB; no DS2 record was looked at.
 */
export const rhythmForm: ClassifierRecipe = {
  id: 'rhythm-form',
  title: 'Ectopy’s own network on timing and shape',
  furtherTraining: ['svdb'],
  only: 'new-patients',
  members: 5,
  rhythmRule: 'fibrillation-1',
  recipe: ({ seed, quick = false }) => ({
    network: { ...RHYTHM_FORM, hidden: [...RHYTHM_FORM.hidden] },
    preparation: 'rhythm-form-1',
    seed,
    epochs: quick ? 2 : 10,
    batchSize: 512,
    learningRate: 2e-3,
    schedule: 'cosine',
    // Cross entropy: the focusing of the paper's loss did not help between patients.
    gammaM: 0,
    gammaN: 0,
    alphaPower: 0,
    normalShare: 0.25,
    keepProportions: true,
    augment: true,
    keep: 'last',
  }),
};
