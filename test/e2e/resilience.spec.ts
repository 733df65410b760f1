import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'playwright/test';
import { call, jobEnd } from '../support/bridge-calls.ts';
import { corePids, killCore } from '../support/core-kill.ts';
import { freshProfile, launchApp, removeProfile, type RunningApp } from '../support/app-driver.ts';

/** What must survive: a killed core, a killed app, a library that cannot be opened. */

async function importDemo(app: RunningApp): Promise<string> {
  const { jobId } = await call(app.window, 'recordings:create-demo', { hours: 0.05, seed: 7 });
  expect(await jobEnd(app.window, jobId)).toBe('done');
  const [recording] = await call(app.window, 'recordings:list', {});
  if (recording === undefined) throw new Error('the demo recording is not in the library');
  return recording.id;
}

/** Relabels one beat after another to V until the app or its core is gone; resolves to the ids saved. */
async function relabelUntilGone(app: RunningApp, recordingId: string): Promise<number[]> {
  const saved: number[] = [];
  for (let beatId = 1; beatId <= 100; beatId += 1) {
    const edits = [{ kind: 'relabel' as const, beatId, beatClass: 'F' as const }];
    const done = await call(app.window, 'edits:append', { recordingId, edits }).catch(() => null);
    if (done === null) break;
    saved.push(beatId);
  }
  return saved;
}

async function savedLabels(app: RunningApp, recordingId: string, ids: number[]): Promise<string[]> {
  const beats = await Promise.all(
    ids.map((beatId) => call(app.window, 'beats:detail', { recordingId, beatId })),
  );
  return beats.map(({ beatClass }) => beatClass);
}

test('a killed core is restarted and every acknowledged edit is there', async () => {
  const app = await launchApp();
  const recordingId = await importDemo(app);
  const editing = relabelUntilGone(app, recordingId);
  await expect
    .poll(async () => (await call(app.window, 'edits:list', { recordingId, limit: 50 })).length)
    .toBeGreaterThan(3);
  killCore(app.profile);
  const saved = await editing;
  expect(saved.length).toBeGreaterThan(3);
  await expect
    .poll(async () => (await call(app.window, 'app:info', {})).coreState, { timeout: 20_000 })
    .toBe('running');
  const labels = await savedLabels(app, recordingId, saved);
  expect(new Set(labels)).toEqual(new Set(['F']));
  await app.close();
  expect(corePids(app.profile)).toEqual([]);
  removeProfile(app.profile);
});

test('an app killed in the middle of editing loses nothing it had saved', async () => {
  const app = await launchApp();
  const recordingId = await importDemo(app);
  const saved = [1, 2, 3, 4, 5];
  for (const beatId of saved) {
    const edits = [{ kind: 'relabel' as const, beatId, beatClass: 'F' as const }];
    await call(app.window, 'edits:append', { recordingId, edits });
  }
  app.application.process().kill('SIGKILL');
  await expect.poll(() => corePids(app.profile), { timeout: 15_000 }).toEqual([]);

  const again = await launchApp({ profile: app.profile });
  expect(await savedLabels(again, recordingId, saved)).toEqual(saved.map(() => 'F'));
  await call(again.window, 'edits:undo', { recordingId });
  const entries = await call(again.window, 'edits:list', { recordingId, limit: 1 });
  expect(entries[0]?.kind).toBe('undo');
  await again.close();
  removeProfile(app.profile);
});

test('a library that is not a database is refused by name, and left as it is', async () => {
  const profile = freshProfile();
  const library = path.join(profile, 'library');
  mkdirSync(library);
  writeFileSync(path.join(library, 'library.sqlite'), 'this is not a database '.repeat(400));
  const app = await launchApp({ profile });
  await expect
    .poll(async () => (await call(app.window, 'app:info', {})).coreState, { timeout: 20_000 })
    .toBe('failed');
  const { coreError } = await call(app.window, 'app:info', {});
  expect(coreError).toContain('library.sqlite');
  await app.close();
  removeProfile(profile);
});

test('the core starts as a utility process where the runtime allows, and says so where not', async () => {
  const app = await launchApp({ env: { ECTOPY_CORE_HOST: 'utility-process' } });
  const nodeApi = await app.application.evaluate(() => Number(process.versions['napi']));
  const expected = nodeApi >= 10 ? 'running' : 'failed';
  await expect
    .poll(async () => (await call(app.window, 'app:info', {})).coreState, { timeout: 20_000 })
    .toBe(expected);
  const info = await call(app.window, 'app:info', {});
  expect(info.coreHost).toBe('utility-process');
  if (expected === 'failed') expect(info.coreError).toContain('Node-API');
  await app.close();
  removeProfile(app.profile);
});
