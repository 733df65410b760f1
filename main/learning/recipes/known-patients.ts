import type { PaperCnnSpec } from '../networks/paper-cnn-spec.ts';
import type { ClassifierRecipe } from './recipe.ts';

/** Pairs of convolutions as the paper's, but fewer and narrower: 1.8 million multiply-adds a beat. */
const NARROW_CNN: PaperCnnSpec = {
  kind: 'paper-cnn',
  inputLength: 187,
  pairs: [
    { filters: 12, kernel: 5, dropout: 0.05 },
    { filters: 24, kernel: 5, dropout: 0.05 },
    { filters: 48, kernel: 3, dropout: 0.1 },
    { filters: 64, kernel: 3, dropout: 0.1 },
    { filters: 64, kernel: 3, dropout: 0.1 },
  ],
  denseUnits: 64,
  denseDropout: 0.2,
  classes: 5,
};

/**
 * Ectopy's own network where beats are split at random. It sees more than the paper's: the beat with
 * its P wave, what sets it apart from the recording's usual beat, and the RR intervals before it,
 * which a file of single beats does not hold.
 */
export const knownPatients: ClassifierRecipe = {
  id: 'rhythm-form-known-patients',
  title: 'Ectopy’s own network on beat, usual beat and rhythm',
  furtherTraining: [],
  only: 'known-patients',
  members: 1,
  recipe: ({ seed, quick = false }) => ({
    network: { ...NARROW_CNN, pairs: [...NARROW_CNN.pairs] },
    preparation: 'template-rhythm-1',
    seed,
    epochs: quick ? 1 : 20,
    batchSize: 128,
    learningRate: 2e-3,
    schedule: 'cosine',
    gammaM: 0,
    gammaN: 0,
    alphaPower: 0.25,
    normalShare: quick ? 0.2 : 1,
    augment: true,
    keep: 'best',
  }),
};
