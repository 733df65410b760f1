import { beforeEach, expect, test, vi } from 'vitest';
import type { EarlierCopy } from '../../../../../app/contract/library.ts';
import type { RecordingSummary } from '../../../../../app/contract/schemas.ts';
import { AppError } from '../../../../../app/domain/app-error.ts';
import { JobList } from '../../../../../renderer/features/jobs/job-list.svelte.ts';
import {
  Library,
  type Whereabouts,
} from '../../../../../renderer/features/library/library-state.svelte.ts';
import { createFakeBridge, type FakeBridge } from '../../../../support/fake-bridge.ts';
import { ANALYSE_JOB, detailOf, recording } from '../../../../support/harness/made-up-library.ts';

let fake: FakeBridge;
let recordings: RecordingSummary[];
let library: Library;
let opened: string[];
let imports: number;
let earlier: EarlierCopy | null;
let shown: string[];
let whereabouts: Whereabouts & { moves: number };

beforeEach(() => {
  recordings = [];
  opened = [];
  imports = 0;
  earlier = null;
  shown = [];
  fake = createFakeBridge({
    'recordings:list': () => recordings,
    'recordings:describe': () => detailOf(recording({ id: 'rec-1' })),
    'recordings:earlier-copy': () => earlier,
    'recordings:import': ({ path }) => {
      if (path.includes('broken'))
        throw new AppError('file-truncated', 'Too short.', { file: path });
      imports += 1;
      return { jobId: `job-${imports}` };
    },
    'recordings:remove': ({ recordingId }) => {
      recordings = recordings.filter(({ id }) => id !== recordingId);
      fake.emit('recording:changed', { recordingId });
      return {};
    },
  });
  vi.stubGlobal('window', { ectopy: fake.bridge });
  const jobs = new JobList();
  jobs.connect();
  whereabouts = {
    moves: 0,
    open: (recordingId) => opened.push(recordingId),
    go: (view) => shown.push(view),
  };
  library = new Library(jobs, whereabouts);
  library.connect();
});

/** Ends the import that was started last. */
function finishImport(state: 'done' | 'failed' = 'done'): void {
  fake.emit('job:changed', { ...ANALYSE_JOB, kind: 'import', id: `job-${imports}`, recordingId: 'rec-1', state }); // prettier-ignore
}

test('a single import opens when it is done', async () => {
  await library.import(['/mitdb/208.hea']);
  finishImport();
  await vi.waitFor(() => {
    expect(opened).toEqual(['rec-1']);
  });
});

test('a recording that is there already is not opened but said to be, with the way to the other', async () => {
  earlier = { recordingId: 'rec-0', name: '208', importedAt: '2026-11-20T08:00:00Z' };
  await library.import(['/elsewhere/patient-7.hea']);
  finishImport();
  await vi.waitFor(() => {
    expect(library.copies).toMatchObject([{ recordingId: 'rec-1', earlier }]);
  });
  await vi.waitFor(() => {
    expect(shown).toEqual(['library']);
  });
  expect(opened).toEqual([]);
});

test('it does not open when the reader has gone on to something else', async () => {
  await library.import(['/mitdb/208.hea']);
  whereabouts.moves += 1;
  finishImport();
  expect(opened).toEqual([]);
});

test('several imports, or one that failed, open nothing', async () => {
  await library.import(['/mitdb/208.hea', '/mitdb/231.hea']);
  finishImport();
  await library.import(['/mitdb/208.hea']);
  finishImport('failed');
  expect(opened).toEqual([]);
});

test('files that are no recording are refused with a remedy', async () => {
  await library.import(['/home/notes.txt']);
  expect(library.problem).toMatchObject({ code: 'unsupported-format', file: '/home/notes.txt' });
  expect(fake.requests).toEqual([]);
});

test('a refused import shows its error and the others go on', async () => {
  await library.import(['/mitdb/broken.hea', '/mitdb/231.hea']);
  expect(library.problem).toMatchObject({ code: 'file-truncated', file: '/mitdb/broken.hea' });
  const imports = fake.requests.filter(({ channel }) => channel === 'recordings:import');
  expect(imports).toHaveLength(2);
});

test('changes that come while the list is read lead to one more reading', async () => {
  const first = library.load();
  recordings = [recording({ id: 'rec-1' })];
  const others = [library.load(), library.load()];
  await Promise.all([first, ...others]);
  expect(library.recordings).toHaveLength(1);
  expect(fake.requests.filter(({ channel }) => channel === 'recordings:list')).toHaveLength(2);
});

test('removing the selected recording forgets it', async () => {
  recordings = [recording({ id: 'rec-1' })];
  await library.load();
  library.select('rec-1');
  await library.remove('rec-1');
  expect(library.selectedId).toBeNull();
  expect(library.recordings).toEqual([]);
  // The core says that it changed before the removal is answered: nothing asks what it holds now.
  expect(fake.requests.filter(({ channel }) => channel === 'recordings:describe')).toHaveLength(1);
});

test('the list follows a reader’s edits in batches', () => {
  vi.useFakeTimers();
  const lists = () => fake.requests.filter(({ channel }) => channel === 'recordings:list').length;
  for (let edit = 0; edit < 20; edit += 1) fake.emit('library:changed', { recordingId: 'rec-1' });
  expect(lists()).toBe(0);
  vi.advanceTimersByTime(500);
  expect(lists()).toBe(1);
  vi.useRealTimers();
});

test('what changed is read at once when the list is looked at, and only then', async () => {
  const asked = () => fake.requests.map(({ channel }) => channel);
  library.catchUp();
  expect(asked()).toEqual([]);
  library.select('rec-1');
  recordings = [recording({ id: 'rec-1', editedBeats: 1 })];
  fake.emit('library:changed', { recordingId: 'rec-1' });
  library.catchUp();
  await vi.waitFor(() => {
    expect(library.recordings[0]?.editedBeats).toBe(1);
  });
  expect(asked().filter((channel) => channel === 'recordings:describe')).toHaveLength(2);
});
