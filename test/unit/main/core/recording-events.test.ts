import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Settings } from '../../../../app/contract/settings.ts';
import { beatClassIndex, type BeatClass } from '../../../../app/domain/beat-class.ts';
import { DEFAULT_CRITERIA } from '../../../../app/rhythm/event-criteria.ts';
import type { ListedEvent } from '../../../../app/rhythm/event-dispositions.ts';
import type { RhythmEventKind } from '../../../../app/rhythm/rhythm-event.ts';
import { appendEdits, markRegion, undoLatest } from '../../../../main/core/edit-recording.ts';
import { OpenReadings } from '../../../../main/core/open-readings.ts';
import { criteriaOf, judgeEvent, listEvents } from '../../../../main/core/recording-events.ts';
import { openStore, type Store } from '../../../../main/store/store.ts';
import { storeModel, storePredictions, storeRecording } from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const RATE_HZ = 360;
const LETTERS = 'NNNNVVNNNNNNVVVVVNNNNNNNNNNNNNN';
/** 0.8 s apart, and 2.5 s in front of the 25th. */
const BEATS = Uint32Array.from(LETTERS, (_, beat) =>
  Math.round((1 + 0.8 * beat + (beat >= 24 ? 1.7 : 0)) * RATE_HZ),
);

let folder: string;
let context: { store: Store; readings: OpenReadings };

function open(): void {
  const store = openStore(folder);
  context = { store, readings: new OpenReadings(store) };
}

beforeEach(() => {
  folder = temporaryFolder();
  open();
  storeModel(context.store);
  const { key } = storeRecording(context.store, { beats: BEATS });
  const classOf = (beat: number) => beatClassIndex((LETTERS[beat] ?? 'N') as BeatClass);
  storePredictions(context.store, key, BEATS, { classOf });
});

afterEach(() => {
  context.store.close();
});

function listed(): readonly ListedEvent[] {
  return listEvents(context, 'rec-1').events;
}

function ofKind(kind: RhythmEventKind): ListedEvent {
  const event = listed().find((other) => other.kind === kind);
  if (event === undefined) throw new Error(`no ${kind}`);
  return event;
}

function confirm(kind: RhythmEventKind, comment = ''): void {
  const { startSample, endSample, lead } = ofKind(kind);
  judgeEvent(context, 'rec-1', {
    kind,
    startSample,
    endSample,
    lead,
    status: 'confirmed',
    comment,
  });
}

function relabel(beat: number, beatClass: BeatClass): void {
  appendEdits(context, 'rec-1', [{ kind: 'relabel', beatId: beat + 1, beatClass }]);
}

it('follows edits, undo, criteria and what a reader leaves out', () => {
  const kinds = (): string[] => listed().map(({ kind }) => kind);
  const first = ['ventricular-couplet', 'ventricular-run', 'pause'];
  expect(kinds()).toEqual(first);
  expect(listEvents(context, 'rec-1').events).toEqual(listed());
  relabel(6, 'V');
  expect(kinds()).toEqual(['ventricular-triplet', 'ventricular-run', 'pause']);
  undoLatest(context, 'rec-1');
  expect(kinds()).toEqual(first);

  const author = { reader: 'AB', at: 'now' };
  const key = context.readings.of('rec-1').recording.key;
  context.store.eventCriteria.write(null, { ...DEFAULT_CRITERIA, pauseS: 3 }, author);
  expect(kinds()).toEqual(first.slice(0, 2));
  expect(criteriaOf(context, context.readings.of('rec-1')).origin).toBe('library');
  context.store.eventCriteria.write(key, { ...DEFAULT_CRITERIA, ventricularRunBeats: 6 }, author);
  expect(kinds()).toEqual(first);
  context.store.eventCriteria.write(key, null, author);
  context.store.eventCriteria.write(null, null, author);
  expect(criteriaOf(context, context.readings.of('rec-1')).origin).toBe('defaults');

  const { startSample, endSample } = ofKind('pause');
  const before = listEvents(context, 'rec-1').analysedSamples;
  markRegion(context, 'rec-1', {
    startSample: startSample + 1,
    endSample,
    lead: null,
    mark: 'exclude',
  });
  expect(kinds()).toEqual(first.slice(0, 2));
  expect(listEvents(context, 'rec-1').analysedSamples).toBe(before - (endSample - startSample - 1));
});

it('keeps a reader’s word with its event over edits beside it and over a restart', () => {
  confirm('ventricular-run', 'monomorphic');
  relabel(17, 'V');
  relabel(12, 'N');
  appendEdits(context, 'rec-1', [{ kind: 'delete', beatId: 3 }]);
  context.store.close();
  open();
  expect(ofKind('ventricular-run').disposition).toMatchObject({
    status: 'confirmed',
    comment: 'monomorphic',
  });
});

it('shows what was said of an event that is gone, and gives it back with the event', () => {
  confirm('ventricular-couplet');
  confirm('pause');
  relabel(4, 'N');
  const { orphans } = listEvents(context, 'rec-1');
  expect(orphans).toMatchObject([{ kind: 'ventricular-couplet', status: 'confirmed' }]);
  const [orphan] = orphans;
  if (orphan === undefined) throw new Error('no orphan');
  undoLatest(context, 'rec-1');
  expect(listEvents(context, 'rec-1').orphans).toEqual([]);
  expect(ofKind('ventricular-couplet').disposition?.id).toBe(orphan.id);
});

it('is one word on one event, whoever has the last', () => {
  confirm('pause');
  const { id } = ofKind('pause').disposition ?? {};
  const reader: Partial<Settings> = { reader: 'CD' };
  context.store.settings.write(reader);
  // CD has no reading of their own here, so that both speak of the same.
  const { startSample, endSample, lead } = ofKind('pause');
  const event = { kind: 'pause', startSample, endSample, lead } as const;
  judgeEvent(context, 'rec-1', { ...event, status: 'dismissed', comment: 'beat missed' });
  expect(ofKind('pause').disposition).toMatchObject({
    id,
    reader: 'CD',
    status: 'dismissed',
    comment: 'beat missed',
  });
});
