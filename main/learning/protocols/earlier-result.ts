import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import {
  protocolResultSchema,
  type ProtocolResult,
} from '../../../app/contract/protocol-result.ts';
import { readPredictions, type Predictions } from './predictions.ts';

export const RESULT_FILE = 'result.json';

/**
 * A result with the contenders that an earlier run into the same folder tested on the same records
 * and this one did not: networks with different numbers of seeds make one table that way. Controls
 * and contenders that both have are this run's.
 */
export function withEarlier(
  folder: string,
  result: ProtocolResult,
  predictions: Predictions,
): ProtocolResult {
  const earlier = readEarlier(folder);
  if (earlier === null || !haveSameTests(earlier, result)) return result;
  const own = new Set(result.contenders.map(({ id }) => id));
  const kept = earlier.contenders.filter(({ id, control }) => !control && !own.has(id));
  if (kept.length === 0) return result;
  const ids = new Set(kept.map(({ id }) => id));
  const knownSets = new Set(result.counts.map(({ set }) => set));
  for (const tested of readPredictions(folder)) {
    if (ids.has(tested.contender)) predictions.add(tested);
  }
  const networks = result.contenders.filter(({ control }) => !control);
  return {
    ...result,
    wallS: result.wallS + earlier.wallS,
    command: [...new Set([...earlier.command.split('; '), result.command])].join('; '),
    seeds: [...new Set([...earlier.seeds, ...result.seeds])].sort((a, b) => a - b),
    counts: [...earlier.counts.filter(({ set }) => !knownSets.has(set)), ...result.counts],
    contenders: [...kept, ...networks, ...result.contenders.filter(({ control }) => control)],
    findings: [
      ...earlier.findings.filter((text) => kept.some(({ title }) => text.startsWith(title))),
      ...result.findings,
    ],
  };
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
