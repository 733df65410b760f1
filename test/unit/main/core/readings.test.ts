import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Adjudication } from '../../../../app/contract/readings.ts';
import type { EditRequest } from '../../../../app/contract/schemas.ts';
import { parseAnnotations } from '../../../../app/formats/wfdb/annotation.ts';
import { openStore } from '../../../../main/store/store.ts';
import { CoreSession } from '../../../support/core-session.ts';
import {
  evenBeats,
  storeModel,
  storePredictions,
  storeRecording,
} from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const BEATS = evenBeats(60);
const recordingId = 'rec-1';

let libraryFolder: string;
let core: CoreSession;

function open(): CoreSession {
  return new CoreSession({ libraryFolder, resourcesFolder: temporaryFolder() });
}

beforeEach(() => {
  libraryFolder = temporaryFolder();
  const store = openStore(libraryFolder);
  storeModel(store);
  const { key } = storeRecording(store, { beats: BEATS });
  storePredictions(store, key, BEATS, { classOf: (index) => (index % 10 === 9 ? 2 : 0) });
  store.close();
  core = open();
});

afterEach(() => core.close());

async function as(reader: string): Promise<void> {
  await core.request('settings:set', { settings: { reader } });
}

async function edit(...edits: EditRequest[]): Promise<void> {
  await core.request('edits:append', { recordingId, edits });
}

function relabel(beatId: number, beatClass: 'N' | 'S' | 'V' | 'F' | 'Q'): EditRequest {
  return { kind: 'relabel', beatId, beatClass };
}

async function classOf(beatId: number): Promise<string> {
  return (await core.request('beats:detail', { recordingId, beatId })).beatClass;
}

/** Ada reads first, Ben second; both sign. */
async function bothReadings(): Promise<void> {
  await as('Ada');
  await edit(relabel(1, 'V'), relabel(2, 'S'), { kind: 'delete', beatId: 6 });
  await edit({ kind: 'insert', sample: 3070, beatClass: 'V' });
  await core.request('readings:sign', { recordingId });
  await as('Ben');
  await core.request('readings:begin-second', { recordingId });
  await edit(relabel(1, 'V'), relabel(2, 'F'), relabel(3, 'S'), relabel(20, 'N'));
  await core.request('readings:sign', { recordingId });
}

async function adjudication(): Promise<Adjudication> {
  return core.request('readings:adjudication', { recordingId });
}

describe('a second reading', () => {
  it('starts from the model alone, with a log and an undo history of its own', async () => {
    await as('Ada');
    await edit(relabel(1, 'V'), { kind: 'insert', sample: 3070, beatClass: 'V' });
    await as('Ben');
    await core.request('readings:begin-second', { recordingId });
    const begun = await core.request('recordings:open', { recordingId });
    expect(begun).toMatchObject({
      reading: { kind: 'second', reader: 'Ben', blinded: true, status: 'open' },
      beatCount: 60,
      editedBeats: 0,
      byClass: { N: 54, V: 6 },
      canUndo: false,
      lastSavedAt: null,
      annotators: [],
    });
    expect(await classOf(1)).toBe('N');
    await edit(relabel(1, 'S'), { kind: 'insert', sample: 3170, beatClass: 'F' });
    expect((await core.request('beats:detail', { recordingId, beatId: 1 })).history).toHaveLength(
      1,
    );
    // Ids of inserted beats are the recording's: Ada's is 61.
    expect((await core.beats(recordingId)).beatId).toContain(62);
    await core.request('edits:undo', { recordingId });
    await expect(core.request('edits:undo', { recordingId })).rejects.toMatchObject({
      code: 'conflict',
    });

    await as('Ada');
    expect(await classOf(1)).toBe('V');
    expect((await core.beats(recordingId)).beatId).toContain(61);
    await core.request('edits:undo', { recordingId });
    expect(await classOf(1)).toBe('N');
    await core.request('edits:redo', { recordingId });

    await core.close();
    core = open();
    expect(await classOf(1)).toBe('V');
    await as('Ben');
    const summary = (await core.request('recordings:list', {}))[0];
    expect(summary).toMatchObject({ editedBeats: 0, beatCount: 60 });
    expect((await core.request('recordings:open', { recordingId })).canRedo).toBe(true);
  });

  it('is by somebody who gave no label in the first', async () => {
    await as('Ada');
    await edit(relabel(1, 'V'));
    const { secondRefused } = await core.request('readings:list', { recordingId });
    expect(secondRefused).toContain('Ada gave labels in the first reading');
    await expect(core.request('readings:begin-second', { recordingId })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('stays blind to the first reading and to references until it is signed', async () => {
    await as('Ada');
    await edit(relabel(1, 'V'));
    await as('Ben');
    await core.request('readings:begin-second', { recordingId });
    const { readings, agreementRefused } = await core.request('readings:list', { recordingId });
    expect(readings).toMatchObject([
      { kind: 'first', isOpen: false, editedBeats: 0, versions: [] },
      { kind: 'second', isOpen: true, closedBecause: null },
    ]);
    expect(readings[0]?.closedBecause).toContain('Sign your own reading first');
    expect(agreementRefused).toContain('Ada and Ben have not signed yet');
    const firstId = readings[0]?.id ?? '';
    const refused = [
      core.request('readings:open', { recordingId, readingId: firstId }),
      core.request('references:load', { recordingId, annotator: 'atr' }),
      core.request('references:compare', { recordingId, annotator: 'atr' }),
    ];
    for (const request of refused) {
      await expect(request).rejects.toMatchObject({ code: 'forbidden' });
    }
    const trail = await core.request('readings:audit', {
      recordingId,
      reader: '',
      first: 0,
      count: 10,
    });
    expect(trail).toMatchObject({ total: 1, readers: ['Ben'], entries: [{ kind: 'begun' }] });

    await core.request('readings:sign', { recordingId });
    await core.request('readings:open', { recordingId, readingId: firstId });
    expect(await classOf(1)).toBe('V');
    await expect(edit(relabel(2, 'S'))).rejects.toMatchObject({ code: 'forbidden' });
  });
});

it('has a report of its own for every reading, filled in by its reader alone', async () => {
  await as('Ada');
  await edit(relabel(1, 'V'));
  const form = await core.request('report:form', { recordingId });
  const save = (conclusion: string) =>
    core.request('report:save-form', { recordingId, form: { ...form, conclusion } });
  await save('By Ada.');
  await core.request('readings:sign', { recordingId });
  const [first] = (await core.request('readings:list', { recordingId })).readings;
  await as('Ben');
  await core.request('readings:begin-second', { recordingId });
  expect((await core.request('report:form', { recordingId })).conclusion).toBe('');
  await core.request('readings:sign', { recordingId });
  await core.request('readings:open', { recordingId, readingId: first?.id ?? '' });
  await expect(save('By Ben.')).rejects.toMatchObject({ code: 'forbidden' });
  expect((await core.request('report:form', { recordingId })).conclusion).toBe('By Ada.');
});

describe('sign-off', () => {
  it('freezes a version; later edits leave it as it was and say how far they went', async () => {
    await as('Ada');
    await edit(relabel(1, 'V'));
    const first = await core.request('readings:sign', { recordingId });
    expect(first).toMatchObject({
      number: 1,
      reader: 'Ada',
      modelId: 'test-model',
      beatCount: 60,
      changedSince: 0,
    });
    const { reading } = await core.request('recordings:open', { recordingId });
    expect(reading.status).toBe('signed');

    await edit(relabel(1, 'S'), { kind: 'delete', beatId: 5 });
    await edit({ kind: 'insert', sample: 3070, beatClass: 'V' });
    const changes = await core.request('readings:changes', { recordingId, versionId: first.id });
    expect(changes).toEqual([
      { sample: 200, signed: 'V', present: 'S' },
      { sample: 1000, signed: 'N', present: null },
      { sample: 3070, signed: null, present: 'V' },
    ]);
    const second = await core.request('readings:sign', { recordingId });
    expect(second).toMatchObject({ number: 2, changedSince: 0 });
    expect(second.sha256).not.toBe(first.sha256);
    const { readings } = await core.request('readings:list', { recordingId });
    expect(readings[0]?.versions).toMatchObject([
      { number: 2, changedSince: 0 },
      { number: 1, changedSince: 3, sha256: first.sha256 },
    ]);

    for (let step = 0; step < 2; step++) await core.request('edits:undo', { recordingId });
    const third = await core.request('readings:sign', { recordingId });
    expect(third.sha256).toBe(first.sha256);
  });

  it('holds for what is left out, the criteria and the events as they were, too', async () => {
    const status = async (): Promise<string> =>
      (await core.request('recordings:open', { recordingId })).reading.status;
    await as('Ada');
    const stretch = { recordingId, lead: null, mark: 'exclude' as const };
    await core.request('quality:mark', { ...stretch, startSample: 300, endSample: 900 });
    await core.request('readings:sign', { recordingId });
    expect(await status()).toBe('signed');

    await core.request('quality:mark', { ...stretch, startSample: 2000, endSample: 9000 });
    expect(await status()).toBe('changed');
    await core.request('edits:undo', { recordingId });
    expect(await status()).toBe('signed');

    const { criteria } = await core.request('events:list', { recordingId });
    const pauseBetween = criteria.pauseBetween === 'any' ? 'normal' : 'any';
    const other = { ...criteria, pauseBetween } as const;
    await core.request('events:set-criteria', { recordingId, criteria: other });
    expect(await status()).toBe('changed');
    await core.request('events:set-criteria', { recordingId, criteria: null });
    expect(await status()).toBe('signed');

    const place = { startSample: 400, endSample: 800, lead: null };
    const said = { ...place, kind: 'pause', status: 'dismissed', comment: '' } as const;
    await core.request('events:judge', { recordingId, ...said });
    expect(await status()).toBe('changed');
  });

  it('is written out as an annotation file with what was signed beside it', async () => {
    await as('Ada');
    await edit(relabel(1, 'V'));
    const { id, sha256 } = await core.request('readings:sign', { recordingId });
    await edit(relabel(1, 'Q'));
    const folder = temporaryFolder();
    const request = { recordingId, versionId: id, folder };
    const { path: file } = await core.request('readings:export', request);
    expect(path.basename(file)).toBe('208.first');
    const { annotations } = parseAnnotations(readFileSync(file), file);
    expect(annotations).toHaveLength(60);
    expect(annotations[0]).toMatchObject({ sample: 200, code: 5 });
    expect(JSON.parse(readFileSync(`${file}.json`, 'utf8'))).toMatchObject({
      reader: 'Ada',
      version: 1,
      model: 'test-model',
      sha256,
    });
    await expect(core.request('readings:export', request)).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('agreement and adjudication', () => {
  it('compare the signed readings beat by beat', async () => {
    await bothReadings();
    const agreement = await core.request('readings:agreement', { recordingId });
    expect(agreement).toMatchObject({
      first: { reader: 'Ada', version: 1 },
      second: { reader: 'Ben', version: 1 },
      beats: 61,
      agreed: 56,
    });
    expect(agreement.matrix.flat().reduce((a, b) => a + b)).toBe(61);
    expect(agreement.kappa?.value).toBeGreaterThan(0.5);
  });

  it('settle the differences in a reading of its own, and leave both readings as they are', async () => {
    await bothReadings();
    await as('Cy');
    await core.request('readings:begin-adjudication', { recordingId });
    expect((await core.request('recordings:open', { recordingId })).reading).toMatchObject({
      kind: 'adjudicated',
      reader: 'Cy',
      blinded: false,
    });
    const begun = await adjudication();
    expect(begun).toMatchObject({ firstReader: 'Ada', secondReader: 'Ben', adjudicator: 'Cy' });
    expect(
      begun.differences.map(({ sample, first, second, settled }) => [
        sample,
        first?.beatClass ?? null,
        second?.beatClass ?? null,
        settled,
      ]),
    ).toEqual([
      [400, 'S', 'F', null],
      [600, 'N', 'S', null],
      [1200, null, 'N', null],
      [3070, 'V', null, null],
      [4000, 'V', 'N', null],
    ]);
    // What both said is taken over, and cannot be undone.
    expect(await classOf(1)).toBe('V');
    await expect(core.request('edits:undo', { recordingId })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(core.request('readings:sign', { recordingId })).rejects.toMatchObject({
      message: '5 differences are not settled yet.',
    });

    const settle = (difference: number, verdict: 'first' | 'second' | 'Q' | 'none') =>
      core.request('readings:settle', { recordingId, difference, verdict });
    await settle(0, 'second');
    await settle(1, 'Q');
    await settle(2, 'first');
    await settle(3, 'second');
    const last = await settle(4, 'first');
    expect(last).toMatchObject({ canUndo: true, changed: [{ beatId: 20, beatClass: 'V' }] });
    const settled = async () =>
      (await adjudication()).differences.map((difference) => [
        difference.settled?.choice ?? null,
        difference.settled?.beatClass ?? null,
      ]);
    const all = [
      ['second', 'F'],
      ['other', 'Q'],
      ['first', null],
      ['second', null],
      ['first', 'V'],
    ];
    expect(await settled()).toEqual(all);
    await core.request('edits:undo', { recordingId });
    expect(await settled()).toEqual([...all.slice(0, 4), [null, null]]);
    await core.request('edits:redo', { recordingId });
    await core.close();
    core = open();
    expect(await settled()).toEqual(all);

    const signed = await core.request('readings:sign', { recordingId });
    expect(signed).toMatchObject({ reader: 'Cy', number: 1, beatCount: 59 });
    const { readings } = await core.request('readings:list', { recordingId });
    expect(readings).toMatchObject([
      { kind: 'first', status: 'signed', versions: [{ changedSince: 0 }] },
      { kind: 'second', status: 'signed', versions: [{ changedSince: 0 }] },
      { kind: 'adjudicated', reader: 'Cy', status: 'signed' },
    ]);
    const trail = await core.request('readings:audit', {
      recordingId,
      reader: 'Cy',
      first: 0,
      count: 3,
    });
    expect(trail.entries.map(({ kind, newClass }) => [kind, newClass])).toEqual([
      ['signed', null],
      ['redo', 'V'],
      ['undo', 'V'],
    ]);
    expect(trail.readers).toEqual(['Ada', 'Ben', 'Cy']);
  });

  it('never put two beats in one place', async () => {
    await as('Ada');
    await edit({ kind: 'move', beatId: 5, sample: 1100 });
    await core.request('readings:sign', { recordingId });
    await as('Ben');
    await core.request('readings:begin-second', { recordingId });
    await edit({ kind: 'insert', sample: 1100, beatClass: 'V' });
    await core.request('readings:sign', { recordingId });
    await as('Cy');
    await core.request('readings:begin-adjudication', { recordingId });

    const settle = (difference: number, verdict: 'first' | 'second') =>
      core.request('readings:settle', { recordingId, difference, verdict });
    await settle(0, 'first');
    await expect(settle(1, 'second')).rejects.toMatchObject({ code: 'conflict' });
    await settle(0, 'second');
    await settle(1, 'second');
    const { sample } = await core.beats(recordingId);
    expect([...sample.subarray(4, 7)]).toEqual([1000, 1100, 1200]);
  });

  it('counts an adjudicated label above single ones in what training learns', async () => {
    await bothReadings();
    const before = await core.request('training:data', {});
    expect(before.byReader).toEqual(
      expect.arrayContaining([expect.objectContaining({ reader: 'Ben' })]),
    );
    expect(before.recordings[0]?.byClass).toMatchObject({ V: 2, F: 1, S: 1, N: 1 });
    await as('Cy');
    await core.request('readings:begin-adjudication', { recordingId });
    await core.request('readings:settle', { recordingId, difference: 0, verdict: 'first' });
    const after = await core.request('training:data', {});
    expect(after.recordings[0]?.byClass).toMatchObject({ V: 2, F: 0, S: 2, N: 1 });
    expect(after.byReader).toContainEqual({ reader: 'Cy', beats: 1 });
  });
});

it('writes the audit trail as a table, the earliest entry first', async () => {
  await as('Ada');
  await edit(relabel(1, 'V'));
  await as('=Ben, "B"');
  await edit(relabel(2, 'S'));
  const folder = temporaryFolder();
  const { path: file, entries } = await core.request('readings:export-audit', {
    recordingId,
    reader: '',
    folder,
  });
  expect(entries).toBe(2);
  const lines = readFileSync(file, 'utf8').split('\r\n');
  expect(lines[0]).toBe('at,reader,reading,kind,beatId,sample,oldClass,newClass,version,sha256');
  expect(lines[1]).toMatch(/Z,Ada,first,relabel,1,200,N,V,,$/);
  expect(lines[2]).toMatch(/Z,"'=Ben, ""B""",first,relabel,2,400,N,S,,$/);
});
