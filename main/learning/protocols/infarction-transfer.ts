import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { createRandom } from '../../../app/random.ts';
import { takeBeats, trainingSide } from '../labelled-beats.ts';
import { createNetwork, type Weights } from '../networks/index.ts';
import { paper } from '../recipes/paper.ts';
import { databaseFolder } from '../training-data.ts';
import type { TrainingRecipe } from '../train-network.ts';
import { INFARCTION_CLASSES } from './infarction-data.ts';
import { cutKachueeBeats } from './kachuee-data.ts';
import type { ProtocolContext, TrainingJob } from './protocol-context.ts';

/** A way to train the network for infarction: where its weights come from, which of them learn. */
export interface TransferKind {
  readonly id: string;
  readonly title: string;
  readonly settings: Record<string, unknown>;
  recipe(seed: number): TrainingRecipe;
  start(seed: number): TrainingJob['start'];
}

/** From random weights, and, where the beats of the MIT-BIH database are there, from what they taught. */
export async function transferKinds(context: ProtocolContext): Promise<TransferKind[]> {
  const { seeds, loss, quick, protocol, dataFolder } = context.options;
  const recipe = (seed: number): TrainingRecipe => ({
    ...paper.recipe({ seed, loss, quick, protocol, classes: INFARCTION_CLASSES.length }),
    // The full inverse: records of both kinds are to count alike.
    alphaPower: 1,
  });
  const scratch: TransferKind = {
    id: 'paper-scratch',
    title: 'The paper’s network from random weights',
    settings: { start: 'random' },
    recipe,
    start: () => undefined,
  };
  const mitdb = databaseFolder(dataFolder, 'mitdb');
  if (!existsSync(join(mitdb, '100.hea'))) return [scratch];
  const beatWeights = await beatModels(context);
  const transferred = (seed: number): Weights =>
    withNewOutputs(recipe(seed), beatWeights[seeds.indexOf(seed)] ?? []);
  const { stages } = createNetwork(recipe(1).network);
  return [
    scratch,
    {
      id: 'paper-transfer-frozen',
      title: 'The paper’s network from beat weights, only its last stage trained',
      settings: { start: 'kachuee', frozenStages: stages - 1 },
      recipe,
      start: (seed) => ({ weights: transferred(seed), firstStage: stages - 1 }),
    },
    {
      id: 'paper-transfer-full',
      title: 'The paper’s network from beat weights, all of it trained',
      settings: { start: 'kachuee', frozenStages: 0 },
      recipe,
      start: (seed) => ({ weights: transferred(seed), firstStage: 0 }),
    },
  ];
}

/** The networks of the protocol `kachuee`, one a seed: trained now, or taken from its checkpoints. */
async function beatModels(context: ProtocolContext): Promise<Weights[]> {
  const { options } = context;
  const beats = context.as('kachuee');
  const { split, view } = await cutKachueeBeats(beats);
  const all = view('kachuee-1');
  if (all === null) throw new RangeError('Beats that were cut here can be viewed in every way');
  const weights: Weights[] = [];
  for (const seed of options.seeds) {
    const recipe = paper.recipe({ seed, loss: options.loss, quick: options.quick, protocol: 'kachuee' }); // prettier-ignore
    const done = await beats.train({
      contender: paper.id,
      part: 'random split',
      recipe,
      training: trainingSide(takeBeats(all, split.training)),
      validation: takeBeats(all, split.validation),
      classNames: BEAT_CLASSES,
    });
    weights.push(done.weights);
  }
  return weights;
}

/** The weights with another number of outputs, whose weights are drawn anew. */
function withNewOutputs({ network: spec, seed }: TrainingRecipe, weights: Weights): Weights {
  const fresh = createNetwork(spec).initialWeights(createRandom(seed));
  const kept = fresh.length - 2;
  return fresh.map((values, index) => (index < kept ? (weights[index] ?? values) : values));
}
