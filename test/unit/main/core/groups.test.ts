import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeGroupColumns } from '../../../../app/contract/group-columns.ts';
import { decodeShapeColumns } from '../../../../app/contract/shape-columns.ts';
import { beatIdsOf } from '../../../../app/domain/group-edits.ts';
import { CoreSession } from '../../../support/core-session.ts';
import { resourcesFolder } from '../../../../main/cli/places.ts';

/** One for all tests: they go on from each other. */
const libraryFolder = mkdtempSync(path.join(tmpdir(), 'ectopy-test-'));
const start = { libraryFolder, resourcesFolder: resourcesFolder() };

let core: CoreSession;
let recordingId: string;
/** The groups before any reader said anything. */
let formed: Uint16Array;

beforeAll(async () => {
  core = new CoreSession(start);
  recordingId = (await core.demo({ hours: 0.05, seed: 4 })).id;
  await core.idle();
}, 60_000);

afterAll(async () => {
  await core.close();
  rmSync(libraryFolder, { recursive: true, force: true, maxRetries: 3 });
});

async function groupOf(): Promise<Uint16Array> {
  return decodeGroupColumns(await core.binary('groups', { recordingId })).groupOf;
}

it('groups every beat after the classification, by itself', async () => {
  const { grouping, jobId } = await core.request('groups:state', { recordingId });
  const { count } = await core.beats(recordingId);
  expect(grouping).toMatchObject({ beats: count, editsSince: 0 });
  expect(jobId).toBeNull();
  formed = await groupOf();
  expect(new Set(formed).size).toBe(grouping?.groups);
  expect(core.events.some(({ name }) => name === 'groups:changed')).toBe(true);
});

it('splits, merges and undoes as steps of the one history, which a restart keeps', async () => {
  const before = await groupOf();
  const split = await core.request('groups:split', { recordingId, group: 0, beatIds: null });
  expect(split).toMatchObject({ changed: [], groupsChanged: true, canUndo: true });
  const parts = new Set(Array.from(await groupOf()).filter((_, index) => before[index] === 0));
  expect(parts.size).toBeGreaterThan(1);

  await core.request('groups:merge', { recordingId, groups: [...parts], into: 0 });
  expect(await groupOf()).toEqual(before);
  await core.request('edits:undo', { recordingId });
  const again = await groupOf();
  expect(new Set(Array.from(again).filter((_, index) => before[index] === 0))).toEqual(parts);

  const taken = [...beatIdsOf(again, 0)].slice(0, 3);
  await core.request('groups:split', { recordingId, group: 0, beatIds: taken });
  const last = await groupOf();
  const own = last[(taken[0] ?? 0) - 1] ?? 0;
  expect([...beatIdsOf(last, own)]).toEqual(taken);
  await expect(
    core.request('groups:split', { recordingId, group: 0, beatIds: taken }),
  ).rejects.toThrow('not in this group');

  const { steps } = await core.request('history:list', { recordingId, first: 0, count: 10 });
  expect(steps.flatMap(({ changes }) => changes.map(({ kind }) => kind))).toContain('group');

  await core.close();
  core = new CoreSession(start);
  expect(await groupOf()).toEqual(last);
  await core.request('edits:undo', { recordingId });
  await core.request('edits:undo', { recordingId });
  expect(await groupOf()).toEqual(before);
});

it('forms groups anew only when asked, and keeps what readers label differently apart', async () => {
  const before = await groupOf();
  const ids = [...beatIdsOf(before, 0)];
  const relabelled = ids.slice(0, ids.length >> 1);
  await core.request('edits:append', {
    recordingId,
    edits: ids.map((beatId) => ({
      kind: 'relabel',
      beatId,
      beatClass: relabelled.includes(beatId) ? 'F' : 'N',
    })),
  });
  expect(await groupOf()).toEqual(before);
  expect((await core.request('groups:state', { recordingId })).grouping).toMatchObject({
    editsSince: 1,
  });

  const { jobId } = await core.request('groups:form', { recordingId });
  expect(await core.ended(jobId)).toMatchObject({ kind: 'group', state: 'done' });
  expect((await core.request('groups:state', { recordingId })).grouping).toMatchObject({
    editsSince: 0,
  });
});

it('groups a second reading by itself: blind to the first reader, who keeps what was there', async () => {
  await core.request('settings:set', { settings: { reader: 'Ada' } });
  const ofFirst = await groupOf();
  await core.request('settings:set', { settings: { reader: 'Ben' } });
  await core.request('readings:begin-second', { recordingId });
  await core.idle();
  expect(await groupOf()).toEqual(formed);

  await core.request('groups:split', { recordingId, group: 0, beatIds: null });
  const { jobId } = await core.request('groups:form', { recordingId });
  await core.ended(jobId);
  await core.request('settings:set', { settings: { reader: 'Ada' } });
  expect(await groupOf()).toEqual(ofFirst);
});

it('gives the beats to draw over each other, each lead about its own level', async () => {
  const { beatId, count } = await core.beats(recordingId);
  const ids = [...beatId.subarray(0, 5), beatId[count - 1] ?? 0];
  const bytes = await core.binary('shapes', { recordingId, beatIds: ids.join(',') });
  const shapes = decodeShapeColumns(bytes);
  expect(shapes).toMatchObject({ beatCount: 6, leadCount: 3 });
  const first = shapes.millivolts.subarray(0, shapes.length);
  // A QRS complex of the demo is between half a millivolt and four.
  expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(0.4);
  expect(Math.max(...first.map(Math.abs))).toBeLessThan(4);
  await expect(core.binary('shapes', { recordingId, beatIds: '999999' })).rejects.toThrow(
    'no beat number',
  );
});
