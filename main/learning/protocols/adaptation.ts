import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../../../app/random.ts';
import { squaredDistance } from '../anchor.ts';
import { takeBeats, type LabelledBeats } from '../labelled-beats.ts';
import { createNetwork, type Weights } from '../networks/index.ts';
import { weightTensors } from '../networks/network.ts';
import { stageInputs } from '../inference.ts';
import { learningRateAt, type TrainingRecipe } from '../train-network.ts';
import { oneHot, Trainee } from '../training-loop.ts';
import { twoFoldFocalLoss } from '../two-fold-focal-loss.ts';

/** How a network is fitted to one person from a few minutes that somebody has labelled. */
export interface AdaptationSettings {
  /** The first stage that learns; those before it stay as they are. */
  readonly firstStage: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Beats of each class that the network first learned from, rehearsed in every epoch. */
  readonly rehearsedPerClass: number;
  /** Times that an epoch shows each labelled beat of the person. */
  readonly repeats: number;
  /** Pull towards the starting weights (L2-SP, Li et al. 2018). */
  readonly anchorStrength: number;
}

/**
 * All stages learn: chosen on 15 records of the SVDB with a network of DS1, after a first run on DS2
 * in which only the last layers did (`recipes/rhythm-form-tried.md` has both). The rest was fixed
 * before any record of DS2 was adapted to, after the defaults of retraining in the application.
 */
const ADAPTATION: AdaptationSettings = {
  firstStage: 0,
  epochs: 12,
  batchSize: 64,
  learningRate: 1e-3,
  rehearsedPerClass: 100,
  repeats: 3,
  anchorStrength: 0.01,
};

/** A quick run shows that fitting works, not what it is worth. */
export function adaptationSettings(quick: boolean): AdaptationSettings {
  return quick ? { ...ADAPTATION, epochs: 2, repeats: 1 } : ADAPTATION;
}

/** Beats of each class at most, of those that the network learned from. */
export function rehearsalOf(beats: LabelledBeats, perClass: number, seed: number): LabelledBeats {
  const order = Uint32Array.from(beats.beatClass.keys());
  createRandom(seed).shuffle(order);
  const taken = new Map<number, number>();
  return takeBeats(
    beats,
    order.filter((beat) => {
      const own = beats.beatClass[beat] as number;
      const count = taken.get(own) ?? 0;
      taken.set(own, count + 1);
      return count < perClass;
    }),
  );
}

/**
 * New weights for one person: the network learns the person's labelled beats while it rehearses
 * what it first learned from, so that classes the person has not shown yet are not lost.
 */
export async function adapt(
  recipe: TrainingRecipe,
  weights: Weights,
  own: LabelledBeats,
  rehearsal: LabelledBeats,
  settings: AdaptationSettings,
): Promise<Weights> {
  if (own.beatClass.length === 0) return weights;
  const network = createNetwork(recipe.network);
  const stage = settings.firstStage;
  const length = network.stageInputLength(stage);
  const tensors = weightTensors(network, weights);
  const ownInputs = await stageInputs(network, tensors, own.windows, stage);
  const rehearsed = await stageInputs(network, tensors, rehearsal.windows, stage);
  tf.dispose(tensors);
  const ownCount = own.beatClass.length;
  const beatClass = Uint8Array.from([...own.beatClass, ...rehearsal.beatClass]);
  const epochBeats = [
    ...Array.from({ length: settings.repeats }, () => [...own.beatClass.keys()]).flat(),
    ...Array.from(rehearsal.beatClass, (_, beat) => ownCount + beat),
  ];
  const steps = settings.epochs * Math.ceil(epochBeats.length / settings.batchSize);
  const start = weights.slice(network.firstWeight(stage));
  const trainee = new Trainee(network, weights, stage);
  try {
    for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
      const seed = recipe.seed * 1_000_003 + epoch + 1;
      const beats = Uint32Array.from(epochBeats);
      createRandom(seed).shuffle(beats);
      await trainee.epoch({
        beats,
        seed,
        batchSize: settings.batchSize,
        writeInput: (beat, output) => {
          const [from, place] = beat < ownCount ? [ownInputs, beat] : [rehearsed, beat - ownCount];
          output.set(from.subarray(place * length, (place + 1) * length));
        },
        loss: (logits, batch) =>
          tf.add(
            twoFoldFocalLoss(oneHot(beatClass, batch, network.classes), logits, {
              gammaM: recipe.gammaM,
              gammaN: recipe.gammaN,
              alpha: tf.ones([network.classes]),
            }),
            tf.mul(squaredDistance(trainee.trained, start), settings.anchorStrength),
          ),
        learningRate: (step) =>
          learningRateAt({ learningRate: settings.learningRate, schedule: 'cosine' }, step, steps),
      });
    }
    return trainee.weights();
  } finally {
    trainee.dispose();
  }
}
