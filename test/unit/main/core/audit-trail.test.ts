import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ReadingSession, relabel } from '../../../support/reading-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let session: ReadingSession;

beforeEach(() => {
  session = new ReadingSession();
});

afterEach(() => session.close());

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
