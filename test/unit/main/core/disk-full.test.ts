import { existsSync } from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { databaseFile } from '../../../../main/store/open.ts';
import { CoreSession } from '../../../support/core-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { writeTestModel } from '../../../support/test-model.ts';

/** The connections behind the stores, which keep them to themselves. */
const opened: Database.Database[] = [];

vi.mock(import('../../../../main/store/open.ts'), async (original) => {
  const actual = await original();
  return {
    ...actual,
    openDatabase: (folder) => {
      const database = actual.openDatabase(folder);
      opened.push(database);
      return database;
    },
  };
});

/** A full disk: the database may grow by so many pages and no further. */
function leavePages(pages: number): void {
  const database = opened.at(-1);
  const used = database?.pragma('page_count', { simple: true }) as number;
  database?.pragma(`max_page_count = ${used + pages}`);
}

let folders: { libraryFolder: string; resourcesFolder: string };
let core: CoreSession;

beforeEach(async () => {
  folders = { libraryFolder: temporaryFolder(), resourcesFolder: temporaryFolder() };
  await writeTestModel(folders.resourcesFolder, 'shipped-1');
  core = new CoreSession(folders);
  await core.request('settings:set', { settings: { engine: 'wasm' } });
});

afterEach(async () => {
  await core.close();
});

it('refuses an edit that cannot be saved, does not show it, and takes it when there is room', async () => {
  const { id: recordingId } = await core.demo({ hours: 0.02, seed: 1 });
  await core.request('edits:append', {
    recordingId,
    edits: [{ kind: 'relabel', beatId: 1, beatClass: 'V' }],
  });
  const before = await core.beats(recordingId);
  const free = Array.from({ length: 4000 }, (_, index) => index).filter(
    (sample) => !before.sample.includes(sample),
  );
  const edits = free.map((sample) => ({
    kind: 'insert' as const,
    sample,
    beatClass: 'V' as const,
  }));
  leavePages(0);
  await expect(core.request('edits:append', { recordingId, edits })).rejects.toMatchObject({
    code: 'disk-full',
    file: databaseFile(folders.libraryFolder),
    remedy: expect.stringContaining('Free some space') as string,
  });
  expect(await core.beats(recordingId)).toEqual(before);
  expect(await core.request('edits:list', { recordingId, limit: 10 })).toHaveLength(1);

  leavePages(10_000);
  await core.request('edits:append', { recordingId, edits });
  await core.close();
  core = new CoreSession(folders);
  expect((await core.beats(recordingId)).count).toBe(before.count + edits.length);
});

it('shows an import that found the disk full as failed, and keeps nothing of its files', async () => {
  const { jobId } = await core.request('recordings:create-demo', { hours: 0.5, seed: 1 });
  leavePages(0);
  const job = await core.ended(jobId);
  expect(job).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('disk is full') as string,
  });
  expect(await core.request('recordings:list', {})).toMatchObject([
    { status: 'failed', sampleCount: 0, beatCount: 0, error: job.error },
  ]);
  const recordings = path.join(folders.libraryFolder, 'recordings');
  expect(existsSync(path.join(recordings, job.recordingId ?? ''))).toBe(false);
});
