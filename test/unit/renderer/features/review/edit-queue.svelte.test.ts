import { beforeEach, describe, expect, it } from 'vitest';
import type { BeatColumns } from '../../../../../app/contract/beat-columns.ts';
import {
  MOST_LISTED_CHANGES,
  type BeatState,
  type EditRequest,
  type EditResult,
} from '../../../../../app/contract/schemas.ts';
import { AppError } from '../../../../../app/domain/app-error.ts';
import { BeatList } from '../../../../../renderer/features/review/beat-list.svelte.ts';
import { EditQueue } from '../../../../../renderer/features/review/edit-queue.svelte.ts';

interface Sent {
  readonly edits: EditRequest[] | 'undo' | 'redo';
  answer(changed: BeatState[] | null): void;
  fail(error: AppError): void;
}

const SAVED_AT = '2026-11-22T12:03:07Z';
const DISK_FULL = new AppError('disk-full', 'The disk is full.', { remedy: 'Free some space.' });

let beats: BeatList;
let sent: Sent[];
let queue: EditQueue;
let readAnew: BeatColumns;

function beat(beatId: number, extra: Partial<BeatState> = {}): BeatState {
  return {
    beatId,
    sample: 1000 * beatId,
    beatClass: 'V',
    deleted: false,
    edited: false,
    modelClass: 'V',
    confidence: 0,
    ...extra,
  };
}

function shown(beatId: number): BeatState | null {
  const index = beats.table.indexOfId(beatId);
  return index < 0 ? null : beats.table.stateAt(index);
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

beforeEach(() => {
  beats = new BeatList();
  beats.apply([beat(1), beat(2)]);
  sent = [];
  const send = (edits: Sent['edits']): Promise<EditResult> =>
    new Promise((resolve, reject) => {
      sent.push({
        edits,
        answer: (changed) => {
          resolve({
            changed,
            regionsChanged: false,
            groupsChanged: false,
            canUndo: true,
            canRedo: false,
            savedAt: SAVED_AT,
          });
        },
        fail: reject,
      });
    });
  queue = new EditQueue(beats, {
    append: send,
    mark: () => Promise.reject(new Error('not here')),
    undo: () => send('undo'),
    redo: () => send('redo'),
    goTo: () => Promise.reject(new Error('not here')),
    read: () => Promise.resolve(readAnew),
  });
});

describe('EditQueue', () => {
  it('shows a label at once, and as saved only after the reply', async () => {
    void queue.relabel(beat(1), 'N');
    expect(shown(1)).toMatchObject({ beatClass: 'N', edited: true });
    expect(queue.isPending(1)).toBe(true);
    await settle();
    expect(queue.savedAt).toBeNull();
    expect(queue.waiting).toBe(1);

    sent[0]?.answer([beat(1, { beatClass: 'N', edited: true })]);
    await settle();
    expect(queue.savedAt).toBe(SAVED_AT);
    expect(queue.waiting).toBe(0);
    expect(queue.isPending(1)).toBe(false);
    expect(queue.canUndo).toBe(true);
  });

  it('puts the label back and says why when the save fails', async () => {
    void queue.relabel(beat(1), 'N');
    await settle();
    sent[0]?.fail(DISK_FULL);
    await settle();
    expect(shown(1)).toMatchObject({ beatClass: 'V', edited: false });
    expect(queue.problem).toBe(DISK_FULL);
    expect(queue.savedAt).toBeNull();
    expect(beats.counts.edited).toBe(0);
  });

  it('brings a beat back whose deletion failed', async () => {
    void queue.removeAll([beat(2)]);
    expect(shown(2)).toBeNull();
    await settle();
    sent[0]?.fail(DISK_FULL);
    await settle();
    expect(shown(2)).not.toBeNull();
  });

  it('sends edits in the order of the keys, one after the other', async () => {
    void queue.relabel(beat(1), 'N');
    void queue.relabel(beat(2), 'S');
    void queue.undo();
    await settle();
    expect(sent).toHaveLength(1);
    sent[0]?.answer([beat(1, { beatClass: 'N', edited: true })]);
    await settle();
    expect(sent).toHaveLength(2);
    sent[1]?.answer([beat(2, { beatClass: 'S', edited: true })]);
    await settle();
    expect(sent[2]?.edits).toBe('undo');
  });

  it('shows the last of two quick labels throughout, and the confirmed one if that fails', async () => {
    void queue.relabel(beat(1), 'N');
    void queue.relabel(beat(1, { beatClass: 'N', edited: true }), 'S');
    await settle();
    sent[0]?.answer([beat(1, { beatClass: 'N', edited: true })]);
    await settle();
    expect(shown(1)?.beatClass).toBe('S');
    expect(queue.isPending(1)).toBe(true);
    sent[1]?.fail(DISK_FULL);
    await settle();
    expect(shown(1)).toMatchObject({ beatClass: 'N', edited: true });
    expect(queue.isPending(1)).toBe(false);
  });

  it('reads all beats anew when more changed than a reply lists, and keeps what is not saved yet', async () => {
    const many = Array.from({ length: MOST_LISTED_CHANGES + 1 }, (_, index) => beat(index + 1));
    beats.apply(many);
    void queue.relabelAll(many, 'S');
    void queue.relabel(beat(2), 'N');
    await settle();
    expect(sent[0]?.edits).toEqual([
      {
        kind: 'relabel-all',
        beatIds: Uint32Array.from(many, ({ beatId }) => beatId),
        beatClass: 'S',
      },
    ]);
    const after = new BeatList();
    after.apply(many.map((state) => ({ ...state, beatClass: 'S', edited: true })));
    readAnew = after.table.columns();
    sent[0]?.answer(null);
    await settle();
    expect(shown(1)).toMatchObject({ beatClass: 'S', edited: true });
    expect(shown(2)?.beatClass).toBe('N');
    sent[1]?.fail(DISK_FULL);
    await settle();
    expect(shown(2)?.beatClass).toBe('S');
  });

  it('shows an inserted beat when the core has named it', async () => {
    void queue.insert(1500, 'N');
    await settle();
    expect(beats.table.count).toBe(2);
    sent[0]?.answer([beat(3, { sample: 1500, beatClass: 'N', edited: true, modelClass: null })]);
    await settle();
    expect(beats.table.nearest(1500)).toBe(1);
    expect(beats.table.count).toBe(3);
  });

  it('refuses in words, and shows nothing of it, while nothing may be changed', async () => {
    const said: string[] = [];
    const nothing = (): Promise<never> => Promise.reject(new Error('A request was sent'));
    const channel = { append: nothing, mark: nothing, undo: nothing, redo: nothing, goTo: nothing };
    const closed = new EditQueue(beats, { ...channel, read: nothing }, (why) => said.push(why));
    closed.refusal = 'Version 1 is signed';
    const results = [
      closed.relabel(beat(1), 'N'),
      closed.removeAll([beat(1), beat(2)]),
      closed.move(beat(1), 1200),
      closed.insert(1500, 'N'),
      closed.mark({ startSample: 0, endSample: 10, lead: null, mark: 'exclude' }),
      closed.undo(),
      closed.request(nothing),
    ];
    expect(await Promise.all(results)).toEqual(results.map(() => null));
    expect(said).toEqual(results.map(() => 'Version 1 is signed'));
    expect([shown(1), closed.problem, closed.waiting]).toEqual([beat(1), null, 0]);
  });

  it('takes the message of a failure away with the next edit that is saved', async () => {
    void queue.relabel(beat(1), 'N');
    await settle();
    sent[0]?.fail(DISK_FULL);
    await settle();
    void queue.relabel(beat(1), 'N');
    await settle();
    sent[1]?.answer([beat(1, { beatClass: 'N', edited: true })]);
    await settle();
    expect(queue.problem).toBeNull();
  });
});
