import type { ProtocolBeat, ProtocolResult } from '../../../app/contract/protocol-result.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { readTestedBeats } from '../../learning/protocols/tested-beats.ts';
import type { ProtocolOptions } from '../../learning/protocols/protocol-context.ts';

/** Beats of each class that the first contender called right, cut again from the recordings. */
export async function sampleBeats(
  { outFolder, ...request }: ProtocolOptions,
  result: ProtocolResult,
): Promise<ProtocolBeat[]> {
  const contender = result.contenders.find(({ control }) => !control);
  const test = contender?.tests.find(({ unit }) => unit === 'beats');
  if (contender === undefined || test === undefined) return [];
  const beats: ProtocolBeat[] = [];
  for (const name of Object.keys(test.byClass)) {
    const cell = {
      contenderId: contender.id,
      testId: test.id,
      reference: name,
      predicted: name,
      from: 0,
      limit: 1,
    };
    try {
      beats.push(...(await readTestedBeats({ request, outFolder, result }, cell)));
    } catch (error) {
      // Some tests keep no beats: the report goes without.
      if (!(error instanceof AppError)) throw error;
    }
  }
  return beats.filter(({ window }) => window.length > 0);
}
