import type { ProtocolResult } from '../../app/contract/protocol-result.ts';
import { evaluate } from '../../app/learning/evaluation.ts';
import type { ModelCard } from './model-card.ts';

/**
 * What a protocol found about the recipe of a model, as the model's card tells it: of the first seed
 * (the one whose weights a card is about), with the spread over seeds and the intervals beside.
 */
export function cardMetrics(
  { protocol, description, contenders, seeds }: ProtocolResult,
  recipeId: string,
): ModelCard['metrics'] {
  const contender = contenders.find(({ id }) => id === recipeId);
  return Object.fromEntries(
    (contender?.tests ?? []).map((test) => [
      `${protocol}-${test.id}`,
      {
        protocol: `${test.title}. ${description}`,
        evaluation: evaluate(test.confusion, test.classes),
        seeds,
        overSeeds: {
          accuracy: test.accuracy,
          macroF1: test.macroF1,
          f1: Object.fromEntries(Object.entries(test.byClass).map(([name, { f1 }]) => [name, f1])),
        },
        notes: test.notes,
      },
    ]),
  );
}
