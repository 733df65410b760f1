import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../../app/domain/annotation-log.ts';
import type { BeatClass } from '../../../../app/domain/beat-class.ts';
import { mergeReadings, type ReadingLog } from '../../../../app/domain/merged-reading.ts';

const DETECTED = Uint32Array.of(100, 200, 300, 400);
const RECORDING = { sampleCount: 1000, sampleRateHz: 100 };

type Numbered = LogEntry & { readonly seq: number };

function label(seq: number, beatId: number, beatClass: BeatClass, reader: string): Numbered {
  const before = { sample: 100 * beatId, beatClass: 'N' as const, reader: null };
  return { seq, kind: 'relabel', beatId, before, after: { ...before, beatClass, reader } };
}

function insert(seq: number, beatId: number, sample: number, reader: string): Numbered {
  const after = { sample, beatClass: 'V' as const, reader };
  return { seq, kind: 'insert', beatId, before: null, after };
}

function undone({ kind, beatId, before, after }: Numbered, seq: number): Numbered {
  return { seq, kind, beatId, before: after, after: before };
}

function merged(...logs: ReadingLog[]) {
  return mergeReadings(DETECTED, RECORDING, logs);
}

describe('readings as one', () => {
  it('have the label that was given last, whoever gave it', () => {
    const { reading } = merged(
      { kind: 'first', entries: [label(1, 1, 'V', 'Ada'), label(4, 2, 'S', 'Ada')] },
      { kind: 'second', entries: [label(2, 1, 'F', 'Ben'), label(3, 2, 'Q', 'Ben')] },
    );
    expect(reading.marks.get(1)?.label).toEqual({ beatClass: 'F', reader: 'Ben' });
    expect(reading.marks.get(2)?.label).toEqual({ beatClass: 'S', reader: 'Ada' });
  });

  it('keep one reader’s label when the other takes an own one back', () => {
    const ben = label(2, 1, 'F', 'Ben');
    const { reading } = merged(
      { kind: 'first', entries: [label(1, 1, 'V', 'Ada')] },
      { kind: 'second', entries: [ben, undone(ben, 3)] },
    );
    expect(reading.marks.get(1)?.label).toEqual({ beatClass: 'V', reader: 'Ada' });
  });

  it('have what an adjudicator said, also of what was edited afterwards', () => {
    const { reading, adjudicated } = merged(
      { kind: 'first', entries: [label(1, 1, 'V', 'Ada'), label(9, 1, 'Q', 'Ada')] },
      { kind: 'second', entries: [label(2, 1, 'F', 'Ben'), label(3, 2, 'S', 'Ben')] },
      { kind: 'adjudicated', entries: [label(4, 1, 'N', 'Cy')] },
      { kind: 'adjudicated', entries: [] },
    );
    expect(reading.marks.get(1)?.label).toEqual({ beatClass: 'N', reader: 'Cy' });
    expect(reading.marks.get(2)?.label).toEqual({ beatClass: 'S', reader: 'Ben' });
    expect([...adjudicated]).toEqual([1]);
  });

  it('have a beat once that both inserted', () => {
    const { reading } = merged(
      { kind: 'first', entries: [insert(1, 5, 250, 'Ada'), insert(2, 6, 700, 'Ada')] },
      { kind: 'second', entries: [insert(3, 7, 258, 'Ben')] },
    );
    expect([...reading.marks.keys()].toSorted((a, b) => a - b)).toEqual([6, 7]);
  });
});
