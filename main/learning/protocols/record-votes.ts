import type { Outcome } from '../../../app/learning/test-summary.ts';
import type { ProtocolTest } from './protocol-test.ts';

/** Probabilities are kept this far from 0 and 1, so that one sure beat does not outvote a record. */
const SUREST = 1e-3;

/** Records called by the mean log-odds of their beats (two classes). */
export function votesOfRecords({ set }: ProtocolTest, { probabilities }: Outcome): Outcome {
  const sums = new Float64Array(set.records.length);
  const beats = new Float64Array(set.records.length);
  set.recordOf.forEach((record, beat) => {
    const raw = probabilities?.[2 * beat + 1] ?? 0;
    const second = Math.min(1 - SUREST, Math.max(SUREST, raw));
    sums[record] = (sums[record] as number) + Math.log(second / (1 - second));
    beats[record] = (beats[record] as number) + 1;
  });
  const voted = new Float32Array(2 * sums.length);
  sums.forEach((sum, record) => {
    const odds = sum / Math.max(1, beats[record] as number);
    const second = 1 / (1 + Math.exp(-odds));
    voted[2 * record] = 1 - second;
    voted[2 * record + 1] = second;
  });
  return {
    predicted: Uint8Array.from(sums, (sum) => (sum > 0 ? 1 : 0)),
    probabilities: voted,
  };
}
