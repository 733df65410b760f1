import type { BeatState, EditResult } from '../../app/contract/schemas.ts';
import { BeatList } from '../../renderer/features/review/beat-list.svelte.ts';
import { BeatSelection } from '../../renderer/features/review/beat-selection.svelte.ts';
import { Correction } from '../../renderer/features/review/correction.svelte.ts';
import { EditQueue } from '../../renderer/features/review/edit-queue.svelte.ts';
import { LookQueue } from '../../renderer/features/review/look-queue.svelte.ts';
import { QueueWalk } from '../../renderer/features/review/queue-walk.svelte.ts';
import { StripView } from '../../renderer/plot/strip-view.svelte.ts';
import { singleEdits, type SingleEdit } from './single-edits.ts';

const SAMPLE_RATE_HZ = 250;
const INSERTED_BEAT_ID = 9000;
/** So far from where a beat is put does its extremum lie. */
const SNAP_SAMPLES = 3;

/** Beats under correction with a core that takes every edit: a beat a second, every fifth a V. */
export function editedBeats(count: number) {
  const reading: BeatState[] = Array.from({ length: count }, (_, index) => {
    const beatClass = index % 5 === 4 ? 'V' : 'N';
    return {
      beatId: index + 1,
      sample: SAMPLE_RATE_HZ * (index + 1),
      beatClass,
      deleted: false,
      edited: false,
      modelClass: beatClass,
      confidence: 1,
    };
  });
  const beats = new BeatList();
  beats.apply(reading);
  const view = new StripView({
    sampleRateHz: SAMPLE_RATE_HZ,
    sampleCount: SAMPLE_RATE_HZ * (count + 10),
  });
  view.pixelsPerMm = 4;
  view.widthPx = 1048;
  const selection = new BeatSelection(beats, view);
  const transactions: SingleEdit[][] = [];
  const said: string[] = [];
  const say = (message: string) => said.push(message);
  const nowhere = () => Promise.reject(new Error('not here'));
  const edits = new EditQueue(beats, {
    append: (requests): Promise<EditResult> => {
      const edits = singleEdits(requests);
      transactions.push(edits);
      return Promise.resolve({
        changed: edits.map((request) => afterEdit(reading, request)),
        regionsChanged: false,
        groupsChanged: false,
        canUndo: true,
        canRedo: false,
        savedAt: '2026-11-22',
      });
    },
    mark: nowhere,
    undo: nowhere,
    redo: nowhere,
    goTo: nowhere,
    read: nowhere,
  });
  const snap = (sample: number) => Promise.resolve(sample + SNAP_SAMPLES);
  const queue = new LookQueue('rec-1', beats, { getItem: () => null, setItem: () => undefined });
  const walk = new QueueWalk({ queue, selection, say });
  const correction = new Correction({ beats, selection, edits, walk, view, snap, say });
  return { beats, view, selection, edits, correction, transactions, said, say, queue, walk };
}

function afterEdit(reading: readonly BeatState[], edit: SingleEdit): BeatState {
  if (edit.kind === 'insert') {
    const { sample, beatClass } = edit;
    const unseen = { modelClass: null, confidence: null };
    return { beatId: INSERTED_BEAT_ID, sample, beatClass, deleted: false, edited: true, ...unseen };
  }
  const original = reading[edit.beatId - 1];
  if (original === undefined) throw new Error('no such beat');
  const edited = { ...original, edited: true };
  if (edit.kind === 'relabel') return { ...edited, beatClass: edit.beatClass };
  if (edit.kind === 'move') return { ...edited, sample: edit.sample };
  return { ...edited, deleted: true };
}
