import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyEntries,
  emptyHistory,
  markOf,
  planEdits,
  planRedo,
  planUndo,
  recordInHistory,
  replay,
  shownBeat,
} from '../../../../app/domain/annotation-log.ts';
import type { Edit, LogEntry, Transaction } from '../../../../app/domain/annotation-log.ts';
import { BEAT_CLASSES } from '../../../../app/domain/beat-class.ts';
import type { BeatClass } from '../../../../app/domain/beat-class.ts';
import { beatMark, beatPlaces, createReading } from '../../../../app/domain/reading.ts';
import type { Reading } from '../../../../app/domain/reading.ts';

const SAMPLE_COUNT = 1000;
const DETECTED = Uint32Array.of(100, 200, 300, 400, 500);
const MODEL: readonly BeatClass[] = ['N', 'N', 'V', 'S', 'N'];

const modelClassOf = (beatId: number): BeatClass | null => MODEL[beatId - 1] ?? null;

/** Everything that a reader can see of a reading. */
function visible(reading: Reading): unknown {
  const { beatId, sample } = beatPlaces(reading);
  return Array.from(beatId, (id, index) => ({
    id,
    sample: sample[index],
    ...shownBeat(beatMark(reading, id), modelClassOf(id)),
  }));
}

/** The log as a reader drives it, the way that the core does. */
class Session {
  readonly reading = createReading(DETECTED, SAMPLE_COUNT);
  readonly history = emptyHistory();
  readonly log: Transaction[] = [];

  edit(edits: readonly Edit[]): void {
    const entries = planEdits(this.reading, edits, { reader: 'A', modelClassOf });
    this.#append({ kind: 'edit', target: null, entries, regions: [] });
  }

  undo(): boolean {
    const target = this.history.done.at(-1);
    if (target === undefined) return false;
    const entries = planUndo(this.#entries(target), modelClassOf);
    this.#append({ kind: 'undo', target, entries, regions: [] });
    return true;
  }

  redo(): boolean {
    const target = this.history.undone.at(-1);
    if (target === undefined) return false;
    const entries = planRedo(this.#entries(target), modelClassOf);
    this.#append({ kind: 'redo', target, entries, regions: [] });
    return true;
  }

  #entries(id: number): readonly LogEntry[] {
    return this.log[id - 1]?.entries ?? [];
  }

  #append(change: Omit<Transaction, 'id'>): void {
    const transaction = { id: this.log.length + 1, ...change };
    applyEntries(this.reading, transaction.entries);
    recordInHistory(this.history, transaction);
    this.log.push(transaction);
  }
}

const beatClass = fc.constantFrom(...BEAT_CLASSES);
const beatId = fc.integer({ min: 1, max: 9 });
const sample = fc.integer({ min: 0, max: SAMPLE_COUNT - 1 });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('relabel' as const), beatId, beatClass }),
  fc.record({ kind: fc.constant('delete' as const), beatId }),
  fc.record({ kind: fc.constant('insert' as const), sample, beatClass }),
  fc.record({ kind: fc.constant('move' as const), beatId, sample }),
);
const action = fc.oneof(
  { weight: 3, arbitrary: fc.array(edit, { minLength: 1, maxLength: 4 }) },
  { weight: 2, arbitrary: fc.constantFrom('undo' as const, 'redo' as const) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** Edits that the reading refuses (an unknown beat, a place that is taken) are left out. */
function perform(session: Session, step: Action): void {
  if (step === 'undo') session.undo();
  else if (step === 'redo') session.redo();
  else {
    const allowed: Edit[] = [];
    for (const one of step) {
      try {
        planEdits(session.reading, [...allowed, one], { reader: 'A', modelClassOf });
        allowed.push(one);
      } catch (error) {
        expect(error).toMatchObject({ name: 'AppError' });
      }
    }
    if (allowed.length > 0) session.edit(allowed);
  }
}

function play(actions: readonly Action[]): Session {
  const session = new Session();
  for (const step of actions) perform(session, step);
  return session;
}

describe('a request with several changes of one beat', () => {
  const plan = (edits: readonly Edit[]): LogEntry[] =>
    planEdits(createReading(DETECTED, SAMPLE_COUNT), edits, { reader: 'A', modelClassOf });

  it('takes each from where the one before left the beat', () => {
    const [first, second, ...rest] = plan([
      { kind: 'relabel', beatId: 1, beatClass: 'V' },
      { kind: 'delete', beatId: 1 },
    ]);
    expect(second?.before).toEqual(first?.after);
    expect(rest).toEqual([]);
    const beatIds = Uint32Array.of(1, 2, 1);
    expect(plan([{ kind: 'relabel-all', beatIds, beatClass: 'S' }])).toHaveLength(2);
  });

  it('knows the beats that it makes and those that it takes away', () => {
    const [made, named] = plan([
      { kind: 'insert', sample: 50, beatClass: 'V' },
      { kind: 'relabel', beatId: DETECTED.length + 1, beatClass: 'F' },
    ]);
    expect(named?.before).toEqual(made?.after);
    expect(() =>
      plan([
        { kind: 'delete', beatId: 2 },
        { kind: 'relabel', beatId: 2, beatClass: 'N' },
      ]),
    ).toThrow('deleted');
  });
});

describe('annotation log', () => {
  it('replays to the state that was reached step by step, with the same undo and redo', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const session = play(actions);
        const replayed = createReading(DETECTED, SAMPLE_COUNT);
        const history = replay(replayed, session.log);
        expect(replayed.marks).toEqual(session.reading.marks);
        expect(replayed.nextBeatId).toBe(session.reading.nextBeatId);
        expect(history).toEqual(session.history);
      }),
    );
  });

  it('undoes any transaction exactly, and redoes it exactly', () => {
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 15 }),
        fc.array(edit, { minLength: 1 }),
        (before, edits) => {
          const session = play(before);
          const start = visible(session.reading);
          const transactions = session.log.length;
          perform(session, edits);
          fc.pre(session.log.length > transactions);
          const end = visible(session.reading);
          session.undo();
          expect(visible(session.reading)).toEqual(start);
          session.redo();
          expect(visible(session.reading)).toEqual(end);
        },
      ),
    );
  });

  it('undoes everything down to what the detector and the model said', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
        const session = play(actions);
        while (session.undo());
        expect(visible(session.reading)).toEqual(visible(createReading(DETECTED, SAMPLE_COUNT)));
      }),
    );
  });

  it('never holds two beats at one sample, nor a beat outside the recording', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const { sample: samples } = beatPlaces(play(actions).reading);
        expect(new Set(samples).size).toBe(samples.length);
        expect(Array.from(samples)).toEqual(Array.from(samples).toSorted((a, b) => a - b));
        expect(samples.every((place) => place < SAMPLE_COUNT)).toBe(true);
      }),
    );
  });

  it('ends redo with a new edit', () => {
    const session = new Session();
    session.edit([{ kind: 'relabel', beatId: 1, beatClass: 'V' }]);
    session.undo();
    session.edit([{ kind: 'relabel', beatId: 2, beatClass: 'S' }]);
    expect(session.redo()).toBe(false);
    expect(session.undo()).toBe(true);
    expect(session.undo()).toBe(false);
  });

  it('takes a request back as a whole', () => {
    const session = new Session();
    session.edit([
      { kind: 'relabel', beatId: 1, beatClass: 'V' },
      { kind: 'relabel', beatId: 1, beatClass: 'F' },
      { kind: 'delete', beatId: 2 },
    ]);
    expect(session.log).toHaveLength(1);
    session.undo();
    expect(visible(session.reading)).toEqual(visible(createReading(DETECTED, SAMPLE_COUNT)));
  });

  it('gives an undone beat back to the model, also to a later one', () => {
    const session = new Session();
    session.edit([{ kind: 'relabel', beatId: 1, beatClass: 'V' }]);
    const [entry] = planUndo(session.log[0]?.entries ?? [], () => 'F');
    expect(entry?.after).toEqual({ sample: 100, beatClass: 'F', reader: null });
    expect(markOf(entry?.after ?? null, entry?.before ?? null).label).toBeNull();
  });

  it('keeps a moved beat under the model, and its identity', () => {
    const session = new Session();
    session.edit([{ kind: 'move', beatId: 3, sample: 305 }]);
    expect(beatMark(session.reading, 3)).toEqual({ sample: 305, label: null, deleted: false });
  });

  it('never gives the id of an inserted beat again', () => {
    const session = new Session();
    session.edit([{ kind: 'insert', sample: 150, beatClass: 'V' }]);
    session.undo();
    session.edit([{ kind: 'insert', sample: 160, beatClass: 'V' }]);
    expect(session.reading.marks.get(6)?.deleted).toBe(true);
    expect(session.reading.marks.get(7)).toMatchObject({ sample: 160, deleted: false });
  });

  it.each([
    [{ kind: 'relabel', beatId: 77, beatClass: 'V' }, 'not-found'],
    [{ kind: 'relabel', beatId: 0, beatClass: 'V' }, 'not-found'],
    [{ kind: 'insert', sample: 300, beatClass: 'V' }, 'conflict'],
    [{ kind: 'move', beatId: 1, sample: 200 }, 'conflict'],
    [{ kind: 'insert', sample: SAMPLE_COUNT, beatClass: 'V' }, 'bad-request'],
  ] as const)('refuses %j', (wrong, code) => {
    const session = new Session();
    expect(() => {
      session.edit([wrong]);
    }).toThrow(expect.objectContaining({ code }));
  });

  it('refuses to change a deleted beat, whose place is free again', () => {
    const session = new Session();
    session.edit([{ kind: 'delete', beatId: 2 }]);
    expect(() => {
      session.edit([{ kind: 'relabel', beatId: 2, beatClass: 'V' }]);
    }).toThrow(expect.objectContaining({ code: 'conflict' }));
    session.edit([{ kind: 'insert', sample: 200, beatClass: 'S' }]);
    expect(Array.from(beatPlaces(session.reading).beatId)).toEqual([1, 6, 3, 4, 5]);
  });

  it('refuses a log whose undo does not fit', () => {
    expect(() => {
      recordInHistory(emptyHistory(), { id: 1, kind: 'undo', target: 1 });
    }).toThrow('edit log');
  });
});
