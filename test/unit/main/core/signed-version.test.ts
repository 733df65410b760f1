import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unpackEvents } from '../../../../app/contract/event-columns.ts';
import { databaseFile, openDatabase } from '../../../../main/store/open.ts';
import { bothReadings, ReadingSession, relabel } from '../../../support/reading-session.ts';

let session: ReadingSession;

beforeEach(() => {
  session = new ReadingSession();
});

afterEach(() => session.close());

/** All that the views of a recording show of what is open. */
async function shown() {
  const { beatCount, byClass, editedBeats, canUndo, canRedo } =
    await session.ask('recordings:open');
  const { events, orphans, criteria } = await session.ask('events:list');
  return {
    ...{ beatCount, byClass, editedBeats },
    beats: await session.beats(),
    events,
    orphans,
    criteria,
    quality: await session.ask('quality:of'),
    trends: await session.ask('trends:summary'),
    bookmarks: await session.ask('bookmarks:list'),
    conclusion: (await session.ask('report:form')).conclusion,
    history: (await session.ask('history:list', { first: 0, count: 100 })).steps,
    beat: await session.ask('beats:detail', { beatId: 1 }),
    canEdit: [canUndo, canRedo],
  };
}

/** Ada's reading, with something of everything that is signed. */
async function read(): Promise<void> {
  await session.as('Ada');
  await session.edit(relabel(1, 'V'), relabel(2, 'V'), relabel(3, 'V'), {
    kind: 'delete',
    beatId: 6,
  });
  await session.edit({ kind: 'insert', sample: 3070, beatClass: 'V' });
  await session.mark(4100, 4700);
  await session.ask('bookmarks:put', { id: null, startSample: 400, durationS: 8, leads: [0], note: 'Couplet' }); // prettier-ignore
  await session.conclude('Sinus rhythm.');
  const [event] = unpackEvents(await session.ask('events:list')).events;
  if (event === undefined) throw new Error('The recording has no event');
  const { kind, startSample, endSample, lead } = event;
  await session.ask('events:judge', { kind, startSample, endSample, lead, status: 'confirmed', comment: 'Seen' }); // prettier-ignore
}

/** Changes everything that was signed. */
async function readOn(): Promise<void> {
  await session.ask('edits:undo');
  await session.edit(relabel(1, 'Q'), { kind: 'delete', beatId: 20 });
  await session.mark(8000, 9000, 'exclude', 0);
  for (const { id } of await session.ask('bookmarks:list')) {
    await session.ask('bookmarks:remove', { id });
  }
  await session.conclude('Something else.');
  const { events, criteria } = unpackEvents(await session.ask('events:list'));
  for (const { kind, startSample, endSample, lead } of events) {
    await session.ask('events:judge', { kind, startSample, endSample, lead, status: 'dismissed', comment: '' }); // prettier-ignore
  }
  await session.ask('events:set-criteria', {
    criteria: { ...criteria, pauseS: criteria.pauseS + 1 },
  });
}

it('opens in every view as it was signed, across a restart, and gives the reading back untouched', async () => {
  await read();
  const asSigned = await shown();
  const { id } = await session.sign();
  await readOn();
  const asRead = await shown();

  await session.ask('readings:open-version', { versionId: id });
  expect(await session.reading()).toMatchObject({
    kind: 'first',
    status: 'signed',
    version: { id, number: 1, reader: 'Ada' },
  });
  const there = { ...asSigned, canEdit: [false, false] };
  expect(await shown()).toEqual({
    ...there,
    trends: { ...there.trends, eventCriteria: expect.anything() as unknown },
  });
  await session.restart();
  expect((await shown()).beats).toEqual(asSigned.beats);
  // The library goes on counting the reading.
  const [summary] = await session.request('recordings:list', {});
  expect(summary?.byClass).toEqual(asRead.byClass);

  expect((await session.ask('readings:list')).signRefused).toContain('A signed version is open');
  await session.ask('readings:leave-version');
  expect((await session.reading()).version).toBeNull();
  expect(await shown()).toEqual(asRead);
});

it('is changed by no request, which says so', async () => {
  await read();
  const { id } = await session.sign();
  await session.ask('readings:open-version', { versionId: id });
  const before = await shown();
  const form = await session.ask('report:form');
  const place = { startSample: 400, endSample: 800 };
  const [bookmark] = before.bookmarks;
  const refused = [
    () => session.edit(relabel(1, 'N')),
    () => session.mark(100, 200),
    () => session.ask('edits:undo'),
    () => session.ask('edits:redo'),
    () => session.ask('history:go-to', { transactionId: null }),
    () => session.ask('groups:form'),
    () => session.ask('groups:merge', { groups: [0, 1], into: 0 }),
    () => session.ask('events:judge', { ...place, lead: null, kind: 'pause', status: 'confirmed', comment: '' }), // prettier-ignore
    () => session.ask('events:set-criteria', { criteria: null }),
    () =>
      session.ask('bookmarks:put', {
        id: null,
        startSample: 0,
        durationS: 8,
        leads: [0],
        note: '',
      }),
    () => session.ask('bookmarks:remove', { id: bookmark?.id ?? '' }),
    () => session.ask('report:save-form', { form }),
  ];
  for (const request of refused) {
    await expect(request()).rejects.toMatchObject({
      code: 'forbidden',
      message: 'Version 1, signed by Ada, is read only.',
    });
  }
  await expect(session.sign()).rejects.toMatchObject({ code: 'conflict' });
  expect(await shown()).toEqual(before);
});

it('is not opened when it is not what was signed, and locks nothing away', async () => {
  await session.as('Ada');
  await session.edit(relabel(1, 'V'));
  const { id } = await session.sign();
  await session.ask('readings:open-version', { versionId: id });
  await session.restart(() => {
    const database = openDatabase(session.libraryFolder);
    database.exec(`DROP TRIGGER signed_contents_are_not_updated;
      UPDATE signed_contents SET contents = json_set(contents, '$.conclusion', 'Forged')`);
    database.close();
  });
  const damaged = { code: 'database-damaged' };
  // It was open: that is said, and then the reading can be had.
  await expect(session.reading()).rejects.toMatchObject(damaged);
  expect((await session.reading()).version).toBeNull();
  const open = session.ask('readings:open-version', { versionId: id });
  await expect(open).rejects.toMatchObject(damaged);
  expect((await session.reading()).version).toBeNull();
});

it('leads back to the reading that was open, whosever version it was', async () => {
  await bothReadings(session);
  await session.as('Cy');
  await session.ask('readings:begin-adjudication');
  const { readings } = await session.ask('readings:list');
  await session.ask('readings:open-version', { versionId: readings[1]?.versions[0]?.id ?? '' });
  expect(await session.reading()).toMatchObject({ kind: 'second', reader: 'Ben' });
  expect(await session.classOf(2)).toBe('F');
  await session.ask('readings:leave-version');
  expect(await session.reading()).toMatchObject({ kind: 'adjudicated', version: null });
});

it('still opens by the scheme of its time', async () => {
  await session.as('Ada');
  await session.edit(relabel(1, 'V'));
  await session.mark(300, 900);
  const { id } = await session.sign();
  const beats = await session.beats();
  await session.restart(() => {
    // As the first release signed: the hash is over beats, criteria, model and recording alone.
    const database = openDatabase(session.libraryFolder);
    const row = database.prepare('SELECT * FROM signed_versions').get() as Record<string, Buffer> & { criteria: string }; // prettier-ignore
    const from = { recordingId: 'rec-1', modelId: 'test-model', criteria: JSON.parse(row.criteria) as unknown }; // prettier-ignore
    const hash = createHash('sha256').update(`${JSON.stringify(from)}\n`);
    for (const name of ['beat_ids', 'samples', 'classes', 'judged']) hash.update(row[name] ?? '');
    database.exec(`DROP TRIGGER signed_versions_are_not_updated;
      DROP TRIGGER signed_contents_are_not_deleted; DELETE FROM signed_contents`);
    database
      .prepare('UPDATE signed_versions SET hash_scheme = 1, sha256 = ?')
      .run(hash.digest('hex'));
    database.close();
  });
  await session.mark(2000, 3000);
  await session.ask('readings:open-version', { versionId: id });
  expect(await session.beats()).toEqual(beats);
  expect((await session.ask('quality:of')).regions).toMatchObject([
    { startSample: 300, endSample: 900 },
  ]);
  expect((await session.ask('readings:list')).readings[0]?.versions[0]).toMatchObject({
    hashesContents: false,
    changedParts: ['regions'],
  });
});

it('takes its words with it when the recording goes', async () => {
  await read();
  await session.sign();
  await session.request('recordings:remove', { recordingId: 'rec-1' });
  await session.restart(() => {
    const file = readFileSync(databaseFile(session.libraryFolder));
    expect(file.includes('Sinus rhythm.')).toBe(false);
  });
});
