import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAnnotations } from '../../../../app/formats/wfdb/annotation.ts';
import type { SignedVersion } from '../../../../app/contract/readings.ts';
import type { EditRequest } from '../../../../app/contract/schemas.ts';
import { ReadingSession, relabel } from '../../../support/reading-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let session: ReadingSession;

beforeEach(() => {
  session = new ReadingSession();
});

afterEach(() => session.close());

describe('sign-off', () => {
  it('freezes a version; later edits leave it as it was and say how far they went', async () => {
    await session.as('Ada');
    await session.edit(relabel(1, 'V'));
    const first = await session.sign();
    expect(first).toMatchObject({
      number: 1,
      reader: 'Ada',
      modelId: 'test-model',
      beatCount: 60,
      changedSince: 0,
    });
    const { reading } = await session.ask('recordings:open');
    expect(reading.status).toBe('signed');

    await session.edit(relabel(1, 'S'), { kind: 'delete', beatId: 5 });
    await session.edit({ kind: 'insert', sample: 3070, beatClass: 'V' });
    const changes = await session.ask('readings:changes', { versionId: first.id });
    expect(changes).toEqual([
      { sample: 200, signed: 'V', present: 'S', moved: false },
      { sample: 1000, signed: 'N', present: null, moved: false },
      { sample: 3070, signed: null, present: 'V', moved: false },
    ]);
    const second = await session.sign();
    expect(second).toMatchObject({ number: 2, changedSince: 0 });
    expect(second.sha256).not.toBe(first.sha256);
    const { readings } = await session.ask('readings:list');
    expect(readings[0]?.versions).toMatchObject([
      { number: 2, changedSince: 0 },
      { number: 1, changedSince: 3, sha256: first.sha256 },
    ]);

    for (let step = 0; step < 2; step++) await session.ask('edits:undo');
    const third = await session.sign();
    expect(third.sha256).toBe(first.sha256);
  });

  it('holds for all that a report says, and again once that is back; every save tells the window', async () => {
    await session.as('Ada');
    await session.edit(relabel(1, 'V'));
    await session.mark(300, 900);
    await session.conclude('Sinus rhythm.');
    const { sha256 } = await session.sign();
    const told = () => session.events.flatMap(({ name, payload }) => name === 'reading:changed' ? [payload.reading.status] : []); // prettier-ignore
    const expectChanged = async (part: SignedVersion['changedParts'][number] | null) => {
      const [listed] = await session.request('recordings:list', {});
      expect(listed?.review).toBe(part === null ? 'signed' : 'changed');
      expect(told().at(-1)).toBe(part === null ? 'signed' : 'changed');
      const { readings } = await session.ask('readings:list');
      expect(readings[0]?.status).toBe(part === null ? 'signed' : 'changed');
      expect(readings[0]?.versions[0]?.changedParts).toEqual(part === null ? [] : [part]);
    };

    await session.mark(2000, 9000);
    await expectChanged('regions');
    await session.ask('edits:undo');
    await expectChanged(null);

    await session.conclude('Atrial fibrillation.');
    await expectChanged('conclusion');
    await session.conclude('Sinus rhythm.');
    await expectChanged(null);

    const { id } = await session.ask('bookmarks:put', { id: null, startSample: 400, durationS: 8, leads: [0], note: '' }); // prettier-ignore
    await expectChanged('bookmarks');
    await session.ask('bookmarks:remove', { id });
    await expectChanged(null);

    const { criteria } = await session.ask('events:list');
    const pauseBetween = criteria.pauseBetween === 'any' ? 'normal' : 'any';
    const other = { ...criteria, pauseBetween } as const;
    await session.ask('events:set-criteria', { criteria: other });
    await expectChanged('criteria');
    await session.ask('events:set-criteria', { criteria: null });
    await session.request('events:set-criteria', { recordingId: null, criteria: other });
    await expectChanged('criteria');
    await session.request('events:set-criteria', { recordingId: null, criteria: null });
    await expectChanged(null);

    const said = {
      startSample: 400,
      endSample: 800,
      lead: null,
      kind: 'pause',
      comment: '',
    } as const;
    await session.ask('events:judge', { ...said, status: 'dismissed' });
    await expectChanged('events');
    await session.ask('events:judge', { ...said, status: 'open' });
    await expectChanged(null);
    expect((await session.sign()).sha256).toBe(sha256);

    // How it is printed is no part of it; whom it is about is.
    const form = await session.ask('report:form');
    await session.ask('report:save-form', {
      form: { ...form, paper: 'letter', deidentified: false },
    });
    await expectChanged(null);
    const patient = { ...form.patient, name: 'Somebody else' };
    await session.ask('report:save-form', { form: { ...form, patient } });
    await expectChanged('patient');
  });

  it('tells after every edit whether the beats are those that were signed', async () => {
    const statuses = async (...edits: EditRequest[]) => {
      await session.edit(...edits);
      const edited = (await session.reading()).status;
      await session.ask('edits:undo');
      return [edited, (await session.reading()).status];
    };
    await session.as('Ada');
    await session.edit(relabel(1, 'V'), { kind: 'delete', beatId: 6 });
    await session.sign();
    const there = ['changed', 'signed'];
    expect(await statuses(relabel(1, 'S'))).toEqual(there);
    // The model's class, confirmed: nobody had judged it when it was signed.
    expect(await statuses(relabel(2, 'N'))).toEqual(there);
    expect(await statuses({ kind: 'move', beatId: 3, sample: 610 })).toEqual(there);
    expect(await statuses({ kind: 'delete', beatId: 4 })).toEqual(there);
    expect(await statuses({ kind: 'insert', sample: 3070, beatClass: 'V' })).toEqual(there);
    await session.ask('history:go-to', { transactionId: null });
    expect((await session.reading()).status).toBe('changed');
    await session.ask('edits:redo');
    expect((await session.reading()).status).toBe('signed');
  });

  it('is written out as an annotation file with what was signed beside it', async () => {
    await session.as('Ada');
    await session.edit(relabel(1, 'V'));
    await session.mark(300, 900);
    await session.conclude('Sinus rhythm.');
    const { id, sha256 } = await session.sign();
    await session.edit(relabel(1, 'Q'));
    await session.conclude('Something else.');
    const folder = temporaryFolder();
    const request = { versionId: id, folder };
    const { path: file } = await session.ask('readings:export', request);
    expect(path.basename(file)).toBe('208.first');
    const { annotations } = parseAnnotations(readFileSync(file), file);
    expect(annotations).toHaveLength(60);
    expect(annotations[0]).toMatchObject({ sample: 200, code: 5 });
    expect(JSON.parse(readFileSync(`${file}.json`, 'utf8'))).toMatchObject({
      reader: 'Ada',
      version: 1,
      model: 'test-model',
      sha256,
      regions: [{ startSample: 300, endSample: 900 }],
      conclusion: 'Sinus rhythm.',
    });
    await expect(session.ask('readings:export', request)).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});
