import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyEntries,
  planEdits,
  planUndo,
  shownBeat,
} from '../../../../app/domain/annotation-log.ts';
import type { Edit } from '../../../../app/domain/annotation-log.ts';
import { BEAT_CLASSES, beatClassIndex } from '../../../../app/domain/beat-class.ts';
import type { BeatClass } from '../../../../app/domain/beat-class.ts';
import { beatMark, beatPlaces, createReading } from '../../../../app/domain/reading.ts';
import type { Reading } from '../../../../app/domain/reading.ts';
import {
  compareSigned,
  planAgreed,
  planSettlement,
  type Difference,
  type SignedBeats,
} from '../../../../app/evaluation/adjudication.ts';

const RECORDING = { sampleRateHz: 100, sampleCount: 2000 };
const DETECTED = Uint32Array.from({ length: 12 }, (_, index) => 100 * (index + 1));
const MODEL: readonly BeatClass[] = ['N', 'N', 'V', 'N', 'S', 'N', 'N', 'F', 'N', 'N', 'V', 'N'];
const NAMES = { first: 'Ada', second: 'Ben' };
const modelClassOf = (beatId: number): BeatClass | null => MODEL[beatId - 1] ?? null;

function signed(reading: Reading): SignedBeats {
  const { beatId, sample } = beatPlaces(reading);
  const values = Array.from(beatId, (id) => shownBeat(beatMark(reading, id), modelClassOf(id)));
  return {
    beatId,
    sample,
    beatClass: Uint8Array.from(values, (value) => beatClassIndex(value?.beatClass ?? 'Q')),
    judged: Uint8Array.from(values, (value) => Number(value?.reader !== null)),
  };
}

function read(reader: string, edits: readonly Edit[], firstInsertedId = 13): Reading {
  const reading = createReading(DETECTED, RECORDING.sampleCount);
  reading.nextBeatId = firstInsertedId;
  for (const edit of edits) {
    try {
      applyEntries(reading, planEdits(reading, [edit], { reader, modelClassOf }));
    } catch {
      // Generated edits may ask for what cannot be: two beats in one place, a beat that is gone.
    }
  }
  return reading;
}

function adjudication(first: Reading, second: Reading) {
  const compared = compareSigned(signed(first), signed(second), RECORDING);
  const reading = createReading(DETECTED, RECORDING.sampleCount);
  applyEntries(reading, planAgreed(reading, compared, { names: NAMES, modelClassOf }));
  return { reading, differences: compared.differences };
}

/** Beats as anybody sees them, however they came about. */
function shown({ sample, beatClass }: SignedBeats): unknown[] {
  return Array.from(sample, (at, row) => [at, BEAT_CLASSES[beatClass[row] ?? 4]]);
}

function settle(reading: Reading, difference: Difference, side: 'first' | 'second'): void {
  const context = { reader: 'Cy', modelClassOf };
  applyEntries(reading, planSettlement(reading, difference, difference[side], context));
}

const beatClass = fc.constantFrom(...BEAT_CLASSES);
const beatId = fc.integer({ min: 1, max: 12 });
const edit = fc.oneof(
  fc.record({ kind: fc.constant('relabel' as const), beatId, beatClass }),
  fc.record({ kind: fc.constant('delete' as const), beatId }),
  fc.record({
    kind: fc.constant('insert' as const),
    sample: fc.integer({ min: 0, max: 1999 }),
    beatClass,
  }),
  fc.record({
    kind: fc.constant('move' as const),
    beatId,
    sample: fc.integer({ min: 0, max: 1999 }),
  }),
);
const edits = fc.array(edit, { maxLength: 10 });

describe('adjudication', () => {
  it('takes over what both readers say, with the name of who said it', () => {
    const { reading, differences } = adjudication(
      read('Ada', [
        { kind: 'relabel', beatId: 1, beatClass: 'V' },
        { kind: 'relabel', beatId: 2, beatClass: 'S' },
        { kind: 'delete', beatId: 6 },
        { kind: 'insert', sample: 1500, beatClass: 'V' },
      ]),
      read(
        'Ben',
        [
          { kind: 'relabel', beatId: 1, beatClass: 'V' },
          { kind: 'relabel', beatId: 4, beatClass: 'N' },
          { kind: 'delete', beatId: 6 },
          { kind: 'insert', sample: 1508, beatClass: 'V' },
        ],
        14,
      ),
    );
    expect(beatMark(reading, 1)?.label).toEqual({ beatClass: 'V', reader: 'Ada' });
    expect(beatMark(reading, 4)?.label).toEqual({ beatClass: 'N', reader: 'Ben' });
    expect(beatMark(reading, 6)?.deleted).toBe(true);
    expect(beatMark(reading, 13)).toMatchObject({ sample: 1500, deleted: false });
    expect(beatMark(reading, 14)).toBeNull();
    expect(beatMark(reading, 2)?.label).toBeNull();
    expect(differences).toEqual([
      {
        first: { beatId: 2, sample: 200, beatClass: 'S', judged: true },
        second: { beatId: 2, sample: 200, beatClass: 'N', judged: false },
      },
    ]);
  });

  it('calls a beat that one reader moved far one difference', () => {
    const { differences } = adjudication(
      read('Ada', [{ kind: 'move', beatId: 3, sample: 340 }]),
      read('Ben', []),
    );
    expect(differences).toMatchObject([{ first: { sample: 340 }, second: { sample: 300 } }]);
  });

  it('makes it either reading to settle all differences with that reader, and leaves both as they are', () => {
    fc.assert(
      fc.property(edits, edits, fc.boolean(), (ada, ben, takesFirst) => {
        const [first, second] = [read('Ada', ada), read('Ben', ben, 40)];
        const before = [signed(first), signed(second)];
        const { reading, differences } = adjudication(first, second);
        const side = takesFirst ? 'first' : 'second';
        for (const difference of differences) settle(reading, difference, side);
        const own = signed(reading);
        const taken = signed(takesFirst ? first : second);
        expect(own.beatClass.toSorted()).toEqual(taken.beatClass.toSorted());
        own.sample.forEach((sample, row) => {
          const isTaken = taken.sample.some(
            (other, at) =>
              Math.abs(other - sample) <= 15 && taken.beatClass[at] === own.beatClass[row],
          );
          expect(isTaken).toBe(true);
        });
        expect([signed(first), signed(second)]).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  it('settles by an entry that undo takes back, also where nothing changes', () => {
    fc.assert(
      fc.property(edits, edits, fc.constantFrom('first', 'second', 'other'), (ada, ben, choice) => {
        const { reading, differences } = adjudication(read('Ada', ada), read('Ben', ben, 40));
        for (const difference of differences) {
          const before = shown(signed(reading));
          const beat = difference.first ?? difference.second;
          const chosen =
            choice === 'other' && beat !== null
              ? { ...beat, beatClass: 'Q' as const }
              : difference[choice === 'second' ? 'second' : 'first'];
          const entries = planSettlement(reading, difference, chosen, {
            reader: 'Cy',
            modelClassOf,
          });
          expect(entries.length).toBeGreaterThan(0);
          applyEntries(reading, entries);
          applyEntries(reading, planUndo(entries, modelClassOf));
          expect(shown(signed(reading))).toEqual(before);
        }
      }),
      { numRuns: 100 },
    );
  });
});
