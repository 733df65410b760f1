import { AppError } from '../../../app/domain/app-error.ts';
import { knownPatients } from './known-patients.ts';
import { paper, paperCosine, paperOnTemplateRhythm } from './paper.ts';
import type { ClassifierRecipe } from './recipe.ts';
import { rhythmForm } from './rhythm-form.ts';

export type { ClassifierRecipe } from './recipe.ts';

/** Every kind of classifier that can be trained, by id. */
const RECIPES: readonly ClassifierRecipe[] = [
  paper,
  paperCosine,
  paperOnTemplateRhythm,
  rhythmForm,
  knownPatients,
];

export const RECIPE_IDS: readonly string[] = RECIPES.map(({ id }) => id);

/** Null when there is none of that id. */
export function recipeNamed(id: string): ClassifierRecipe | null {
  return RECIPES.find((recipe) => recipe.id === id) ?? null;
}

/**
 * What to train for the networks that a person asked for: "paper" stands for all kinds of it and
 * "paper-alone" for the one of that very id, any other id for itself.
 */
export function recipesOf(networks: readonly string[]): ClassifierRecipe[] {
  return RECIPES.filter(({ id }) =>
    networks.some((name) => `${id}-alone` === name || id === name || id.startsWith(`${name}-`)),
  );
}

/** What to say where a protocol has no use for any of the networks that were asked for. */
export function noSuchNetwork(networks: readonly string[], protocol: string): AppError {
  return new AppError('bad-request', `${protocol} trains none of these: ${networks.join(', ')}.`, {
    remedy: 'Ask for another network, or for all.',
  });
}
