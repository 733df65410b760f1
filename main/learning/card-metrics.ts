import { isDeepStrictEqual } from 'node:util';
import type { Contender, ProtocolResult } from '../../app/contract/protocol-result.ts';
import { evaluate } from '../../app/learning/evaluation.ts';
import type { ModelCard } from './model-card.ts';
import type { ClassifierRecipe } from './recipes/index.ts';
import type { TrainingRecipe } from './train-network.ts';

/** How a model was made, to compare with what a protocol tested. */
export interface MadeModel {
  readonly kind: Pick<ClassifierRecipe, 'id' | 'members' | 'rhythmRule'>;
  readonly recipe: TrainingRecipe;
  readonly quick: boolean;
  /** Beats that it learned from, by class. */
  readonly beats: Readonly<Record<string, number>>;
}

/**
 * Why a protocol's figures are not those of a model: they are only where the same was trained in the
 * same way from the same beats, whatever the seeds. Null where they are.
 */
export function whyNotOfModel(result: ProtocolResult, model: MadeModel): string | null {
  const { kind, recipe, quick, beats } = model;
  if (quick) return 'this model is a quick trial';
  if (result.quick) return 'they are of a quick trial';
  const contender = result.contenders.find(({ id }) => id === kind.id);
  if (contender?.recipe == null) return `they have none of "${kind.id}"`;
  const { rhythmRule = null } = contender.recipe;
  const tested = { ...contender.recipe, seed: null, rhythmRule: null };
  const own = JSON.parse(JSON.stringify({ ...recipe, seed: null, rhythmRule: null })) as unknown;
  if (!isDeepStrictEqual(tested, own)) return 'the recipe has changed since they were made';
  if (rhythmRule !== (kind.rhythmRule ?? null)) return 'they are of another rule for rhythm';
  if (membersOf(contender) !== kind.members) return 'they are of another number of networks';
  const learned = result.counts.find(({ set }) => set === `training, ${kind.id}`)?.before;
  if (!isDeepStrictEqual(learned, beats)) return 'they are of other training beats';
  return null;
}

/** Networks that answer together: each is a part of a seed's training. */
function membersOf({ trainings }: Contender): number {
  return new Set(trainings.map(({ part }) => part)).size;
}

/**
 * What a protocol found about the recipe of a model, as the model's card tells it: of the first seed,
 * with the spread over seeds and the intervals beside. To be asked only where `whyNotOfModel` is null.
 */
export function cardMetrics(
  { protocol, description, contenders }: ProtocolResult,
  recipeId: string,
  seed: number,
): ModelCard['metrics'] {
  const contender = contenders.find(({ id }) => id === recipeId);
  const first = contender?.recipe?.['seed'];
  const trainings = contender?.trainings ?? [];
  const seeds = trainings
    .filter(({ part }) => part === trainings[0]?.part)
    .map((training) => training.seed);
  const ofOther =
    first === seed
      ? []
      : [`Of the same recipe trained from seed ${String(first)}; this model is of seed ${seed}.`];
  return Object.fromEntries(
    (contender?.tests ?? []).map((test) => [
      `${protocol}-${test.id}`,
      {
        protocol: `${test.title}. ${description}`,
        evaluation: evaluate(test.confusion, test.classes, Object.keys(test.byClass).length),
        seeds,
        overSeeds: {
          accuracy: test.accuracy,
          macroF1: test.macroF1,
          f1: Object.fromEntries(Object.entries(test.byClass).map(([name, { f1 }]) => [name, f1])),
        },
        notes: [...test.notes, ...ofOther],
      },
    ]),
  );
}
