import type { TestResult } from '../../../app/contract/protocol-result.ts';

type RecordFigures = TestResult['byRecord'][number];

/** "record", "beats", "accuracy", or "f1 V" for the F1 of a class. */
export interface RecordOrder {
  readonly key: string;
  readonly descending: boolean;
}

const BY_NAME = new Intl.Collator('en', { numeric: true });

/** Ordered copy; what was not assessed comes last in either direction. */
export function sortRecords(
  records: readonly RecordFigures[],
  { key, descending }: RecordOrder,
): RecordFigures[] {
  const sign = descending ? -1 : 1;
  return records.toSorted((a, b) => {
    const byName = BY_NAME.compare(a.record, b.record);
    if (key === 'record') return sign * byName;
    const left = figureOf(a, key);
    const right = figureOf(b, key);
    if (left === null || right === null) {
      return Number(left === null) - Number(right === null) || byName;
    }
    return sign * (left - right) || byName;
  });
}

function figureOf(record: RecordFigures, key: string): number | null {
  if (key === 'beats') return record.beats;
  if (key === 'accuracy') return record.accuracy;
  return record.f1[key.slice('f1 '.length)] ?? null;
}
