import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import {
  protocolResultSchema,
  type Contender,
  type ProtocolResult,
} from '../../../app/contract/protocol-result.ts';
import { readPredictions, type Predictions } from './predictions.ts';

export const RESULT_FILE = 'result.json';

/**
 * A result with the contenders that an earlier run into the same folder tested on the same records
 * and this one did not: networks with different numbers of seeds make one table that way. Controls
 * and contenders that both have are this run's, but for those that the earlier run trained from all
 * of these seeds and more.
 */
export function withEarlier(
  folder: string,
  result: ProtocolResult,
  predictions: Predictions,
): ProtocolResult {
  const earlier = readEarlier(folder);
  if (earlier === null || !haveSameTests(earlier, result)) return result;
  const own = new Map(result.contenders.map((contender) => [contender.id, contender]));
  const kept = earlier.contenders.filter((contender) => {
    const now = own.get(contender.id);
    return !contender.control && (now === undefined || hasMoreSeeds(contender, now));
  });
  if (kept.length === 0) return result;
  const ids = new Set(kept.map(({ id }) => id));
  const knownSets = new Set(result.counts.map(({ set }) => set));
  for (const tested of readPredictions(folder)) {
    if (ids.has(tested.contender)) predictions.add(tested);
  }
  const isOfKept = (text: string): boolean => kept.some(({ title }) => text.startsWith(title));
  const networks = result.contenders.filter(({ control, id }) => !control && !ids.has(id));
  return {
    ...result,
    wallS: result.wallS + earlier.wallS,
    command: [...new Set([...earlier.command.split('; '), result.command])].join('; '),
    seeds: [...new Set([...earlier.seeds, ...result.seeds])].sort((a, b) => a - b),
    counts: [...earlier.counts.filter(({ set }) => !knownSets.has(set)), ...result.counts],
    contenders: [...kept, ...networks, ...result.contenders.filter(({ control }) => control)],
    findings: [
      ...earlier.findings.filter((text) => isOfKept(text) && !text.endsWith(OF_MORE_SEEDS)),
      ...kept.filter(({ id }) => own.has(id)).map(({ title }) => `${title}: ${OF_MORE_SEEDS}`),
      ...result.findings.filter((text) => !isOfKept(text)),
    ],
  };
}

const OF_MORE_SEEDS =
  'the figures are those of an earlier run from the same seeds and more, which this run does not replace.';

/** Whether the first was trained as the second was, from all of its seeds and from more. */
function hasMoreSeeds(first: Contender, second: Contender): boolean {
  const trainings = ({ trainings: all }: Contender): Set<string> =>
    new Set(all.map(({ part, seed }) => JSON.stringify([part, seed])));
  const recipe = ({ recipe: own }: Contender): unknown =>
    JSON.parse(JSON.stringify({ ...own, seed: null }));
  const [more, fewer] = [trainings(first), trainings(second)];
  return (
    more.size > fewer.size &&
    [...fewer].every((training) => more.has(training)) &&
    isDeepStrictEqual(recipe(first), recipe(second))
  );
}

function readEarlier(folder: string): ProtocolResult | null {
  const file = join(folder, RESULT_FILE);
  if (!existsSync(file)) return null;
  try {
    return v.parse(protocolResultSchema, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // A result of another version is no reason to fail: this one replaces it.
    return null;
  }
}

/** Whether the first test is on as many beats of the same records. */
function haveSameTests(earlier: ProtocolResult, result: ProtocolResult): boolean {
  const firstTest = ({ contenders }: ProtocolResult) => {
    const test = contenders[0]?.tests[0];
    return JSON.stringify([
      test?.count,
      test?.byRecord.map(({ record, beats }) => [record, beats]),
    ]);
  };
  return earlier.quick === result.quick && firstTest(earlier) === firstTest(result);
}
