import { codeOfBeatClass } from '../domain/annotation-codes.ts';
import { beatClassAt } from '../domain/beat-class.ts';
import type { ComparedAnnotation } from './beat-cursor.ts';
import { compareBeats } from './ec57.ts';

/** Beats of one reading as columns, ascending in time; classes are indices into BEAT_CLASSES. */
export interface LabelledBeats {
  readonly sample: Uint32Array;
  readonly beatClass: Uint8Array;
}

/** Rows of the two readings that are one beat; null where only the other reading has it. */
export interface PairedBeat {
  readonly first: number | null;
  readonly second: number | null;
}

/**
 * Which beats of two readings are the same: nearer than EC57's match window of 150 ms, settled as the
 * reference tool bxb settles it, from the first sample on. Every beat of both is in exactly one pair;
 * pairs ascend in time.
 */
export function pairBeats(
  first: LabelledBeats,
  second: LabelledBeats,
  { sampleRateHz, sampleCount }: { readonly sampleRateHz: number; readonly sampleCount: number },
): PairedBeat[] {
  const { pairs } = compareBeats(annotationsOf(first), annotationsOf(second), {
    sampleRateHz,
    sampleCount,
    mapping: 'aami-literature',
    learningPeriodS: 0,
  });
  const [rowsOfFirst, rowsOfSecond] = [rowsBySample(first), rowsBySample(second)];
  const paired = pairs.inOrder().map(({ referenceSample, testSample }): PairedBeat => ({
    first: take(rowsOfFirst, referenceSample),
    second: take(rowsOfSecond, testSample),
  }));
  // bxb begins with an empty pair at sample 0 and so passes over a beat that lies there.
  for (const row of rowsOfFirst.values()) paired.push({ first: row, second: null });
  for (const row of rowsOfSecond.values()) paired.push({ first: null, second: row });
  const place = ({ first: a, second: b }: PairedBeat): number =>
    (a === null ? second.sample[b ?? 0] : first.sample[a]) ?? 0;
  return paired.toSorted((a, b) => place(a) - place(b));
}

function annotationsOf({ sample, beatClass }: LabelledBeats): ComparedAnnotation[] {
  return Array.from(sample, (at, row) => ({
    sample: at,
    code: codeOfBeatClass(beatClassAt(beatClass[row] ?? 0)),
    subtype: 0,
  }));
}

function rowsBySample({ sample }: LabelledBeats): Map<number, number> {
  return new Map(Array.from(sample, (at, row) => [at, row]));
}

/** Looks a row up once only: what is left over was in no pair. */
function take(rows: Map<number, number>, sample: number): number | null {
  const row = rows.get(sample) ?? null;
  rows.delete(sample);
  return row;
}
