import * as tf from '@tensorflow/tfjs-core';
import type { Contender } from '../../../app/contract/protocol-result.ts';
import { summariseTest, type Outcome } from '../../../app/learning/test-summary.ts';
import { onWorkingEngine } from '../engine.ts';
import { mostProbable } from '../../../app/learning/most-probable.ts';
import { classProbabilities } from '../inference.ts';
import { createNetwork, type Weights } from '../networks/index.ts';
import { parameterCount, weightTensors } from '../networks/network.ts';
import type { ClassifierRecipe } from '../recipes/index.ts';
import type { TrainingRecipe } from '../train-network.ts';
import type { DoneTraining, ProtocolContext } from './protocol-context.ts';
import type { Answer } from './protocol-test.ts';

interface ContenderHead {
  readonly id: string;
  readonly title: string;
  readonly control: boolean;
  readonly network?: {
    readonly recipe: TrainingRecipe;
    readonly trainings: readonly DoneTraining[];
    /** Networks that answer together; one by default. */
    readonly members?: number;
  };
  /** What else decided the training, such as where the weights came from. */
  readonly settings?: Record<string, unknown>;
}

/** A contender as a result lists it; its beats are kept for whoever wants to see them. */
export function contenderOf(
  context: ProtocolContext,
  head: ContenderHead,
  answers: readonly Answer[],
): Contender {
  const network = head.network === undefined ? null : createNetwork(head.network.recipe.network);
  const members = head.network?.members ?? 1;
  return {
    id: head.id,
    title: head.title,
    control: head.control,
    parameters: network === null ? null : members * parameterCount(network),
    multiplyAdds: network === null ? null : members * network.multiplyAdds,
    recipe: head.network === undefined ? null : { ...head.network.recipe, ...head.settings },
    trainings: (head.network?.trainings ?? []).map(({ summary }) => summary),
    tests: answers.map(({ test, outcomes, further = {} }) => {
      context.predictions.keep(head.id, test, outcomes[0]);
      return {
        id: test.id,
        title: test.title,
        unit: test.unit,
        ...summariseTest(test.set, outcomes),
        further,
        notes: [...test.notes],
      };
    }),
  };
}

/** A contender's head as a recipe names it. */
export function headOf(
  {
    id,
    title,
    members,
    rhythmRule,
  }: Pick<ClassifierRecipe, 'id' | 'title' | 'members' | 'rhythmRule'>,
  recipe: TrainingRecipe,
  trainings: readonly DoneTraining[],
): ContenderHead {
  const settings = rhythmRule === undefined ? {} : { rhythmRule };
  return { id, title, control: false, network: { recipe, trainings, members }, settings };
}

/** Class probabilities of prepared beats by trained weights. */
export async function classify(
  recipe: TrainingRecipe,
  weights: Weights,
  windows: Float32Array,
): Promise<Outcome> {
  const network = createNetwork(recipe.network);
  let tensors = weightTensors(network, weights);
  const probabilities = await onWorkingEngine(
    () => classProbabilities(network, tensors, windows),
    () => {
      tensors = weightTensors(network, weights);
    },
  );
  tf.dispose(tensors);
  return { predicted: mostProbable(probabilities, network.classes), probabilities };
}
