import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ReadingSession, relabel } from '../../../support/reading-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let session: ReadingSession;

beforeEach(() => {
  session = new ReadingSession();
});

afterEach(() => session.close());

it('has words on events, strips and the report among the edits of their time', async () => {
  const place = { startSample: 400, endSample: 800, lead: null };
  const said = { ...place, kind: 'pause', status: 'dismissed', comment: '' } as const;
  const strip = { id: null, startSample: 600, durationS: 8, leads: [0], note: '' };
  await session.as('Ada');
  await session.edit(relabel(1, 'V'));
  await session.as('Ben');
  await session.edit(relabel(3, 'F'));
  await session.as('Ada');
  await session.ask('events:judge', said);
  await session.sign();
  await session.ask('bookmarks:put', strip);
  await session.edit(relabel(2, 'S'));
  await session.conclude('Sinus rhythm.');
  const all = { reader: '', first: 0, count: 100 };
  const { total, readers, entries } = await session.ask('readings:audit', all);
  expect(entries.map(({ kind, sample, reader }) => [kind, sample, reader])).toEqual([
    ['report', null, 'Ada'],
    ['relabel', 400, 'Ada'],
    ['strip', 600, 'Ada'],
    ['signed', null, 'Ada'],
    ['event', 400, 'Ada'],
    ['relabel', 600, 'Ben'],
    ['relabel', 200, 'Ada'],
  ]);
  expect([total, readers]).toEqual([7, ['Ada', 'Ben']]);
  const ofBen = await session.ask('readings:audit', { ...all, reader: 'Ben' });
  expect([ofBen.total, ofBen.entries.length]).toEqual([1, 1]);
});

it('writes the audit trail as a table, the earliest entry first', async () => {
  await session.as('Ada');
  await session.edit(relabel(1, 'V'));
  await session.as('=Ben, "B"');
  await session.edit(relabel(2, 'S'));
  const folder = temporaryFolder();
  const { path: file, entries } = await session.ask('readings:export-audit', {
    reader: '',
    folder,
  });
  expect(entries).toBe(2);
  const lines = readFileSync(file, 'utf8').split('\r\n');
  expect(lines[0]).toBe('at,reader,reading,kind,beatId,sample,oldClass,newClass,version,sha256');
  expect(lines[1]).toMatch(/Z,Ada,first,relabel,1,200,N,V,,$/);
  expect(lines[2]).toMatch(/Z,"'=Ben, ""B""",first,relabel,2,400,N,S,,$/);
});
