import type { ProtocolResult } from '../../../app/contract/protocol-result.ts';
import { wholeNumberWords } from './figure-words.ts';

/**
 * How long the trainings took, whenever they were done, and how long the runs that made the result:
 * a run that found its trainings done took none of their time.
 */
export function timeWords({ contenders, wallS }: ProtocolResult): string {
  // Contenders that are tested in two ways share their trainings.
  const trainings = new Map(
    contenders.flatMap((contender) =>
      contender.trainings.map(({ part, seed, wallS: own }): [string, number] => [
        JSON.stringify([contender.recipe?.['network'], part, seed, own]),
        own,
      ]),
    ),
  );
  const trainedS = [...trainings.values()].reduce((sum, own) => sum + own, 0);
  const trained =
    trainings.size === 0
      ? ''
      : `${trainings.size} ${trainings.size === 1 ? 'training' : 'trainings'} of ${wholeNumberWords(trainedS)} s in all; `;
  return `${trained}the run itself ${wholeNumberWords(wallS)} s`;
}
