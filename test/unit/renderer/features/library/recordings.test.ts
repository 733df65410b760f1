import { expect, test } from 'vitest';
import { recordingPaths } from '../../../../../renderer/features/library/dropped-files.ts';
import {
  groupByPatient,
  inReviewState,
  nextOrder,
  parseTags,
  recentRecordings,
  searchRecordings,
  sortRecordings,
} from '../../../../../renderer/features/library/recording-order.ts';
import { verdictText } from '../../../../../renderer/features/library/verdict.ts';
import { recording } from '../../../../support/harness/made-up-library.ts';

test('the two files of a recording are one recording, by its header', () => {
  expect(
    recordingPaths(['/a/208.dat', '/a/208.hea', '/a/208.atr', '/b/208.dat', '/a/notes', '/c.DAT']),
  ).toEqual(['/a/208.hea', '/b/208.dat', '/c.DAT']);
});

test('names are ordered as numbers where they are numbers', () => {
  const rows = ['231', '9', '208'].map((name) => recording({ name }));
  const names = sortRecordings(rows, { key: 'name', descending: false }).map(({ name }) => name);
  expect(names).toEqual(['9', '208', '231']);
});

test('equal counts stay in order of name whichever way the counts go', () => {
  const byClass = { N: 1, S: 0, V: 5, F: 0, Q: 0 };
  const rows = ['c', 'a', 'b'].map((name) => recording({ name, byClass }));
  for (const descending of [true, false]) {
    const names = sortRecordings(rows, { key: 'V', descending }).map(({ name }) => name);
    expect(names).toEqual(['a', 'b', 'c']);
  }
});

test('counts start with the largest, names with the first; a second click turns round', () => {
  const byName = { key: 'name', descending: false } as const;
  expect(nextOrder(byName, 'V')).toEqual({ key: 'V', descending: true });
  expect(nextOrder(byName, 'name')).toEqual({ key: 'name', descending: true });
});

test('search wants every word, in name or path', () => {
  const rows = [
    recording({ name: '208', sourcePath: '/data/mitdb/208.hea' }),
    recording({ name: '208', sourcePath: '/data/other/208.hea' }),
  ];
  expect(searchRecordings(rows, ' MITDB 208 ')).toEqual([rows[0]]);
  expect(searchRecordings(rows, '')).toHaveLength(2);
});

test('search finds patients and tags', () => {
  const rows = [recording({ patient: 'P-17', tags: ['paced'] }), recording({ tags: ['teaching'] })];
  expect(searchRecordings(rows, 'p-17 paced')).toEqual([rows[0]]);
  expect(searchRecordings(rows, 'teach')).toEqual([rows[1]]);
});

test('search passes over accents, whichever way they are written', () => {
  const rows = [recording({ patient: 'Müller, A.' }), recording({ patient: 'Weiß' })];
  expect(searchRecordings(rows, 'muller')).toEqual([rows[0]]);
  expect(searchRecordings(rows, 'Mu\u0308ller')).toEqual([rows[0]]);
  expect(searchRecordings(rows, 'weiss')).toEqual([rows[1]]);
});

test('the recordings opened last are offered, the latest first and no more than ten', () => {
  const days = ['03', '01', null, '02', ...Array.from({ length: 9 }, (_, day) => String(day + 10))];
  const rows = days.map((day) =>
    recording({
      name: String(day),
      openedAt: day === null ? null : `2026-03-${day}T09:00:00.000Z`,
    }),
  );
  const names = recentRecordings(rows).map(({ name }) => name);
  expect(names.slice(0, 2)).toEqual(['18', '17']);
  expect([names.length, names.at(-1)]).toEqual([10, '03']);
});

test('recordings of a patient stand together in their order, those of nobody last', () => {
  const rows = ['P-9', null, 'P-10', 'P-9'].map((patient, index) =>
    recording({ name: String(index), patient }),
  );
  const groups = groupByPatient(rows).map(({ patient, recordings }) => [
    patient,
    recordings.map(({ name }) => name).join(),
  ]);
  expect(groups).toEqual([
    ['P-9', '0,3'],
    ['P-10', '2'],
    [null, '1'],
  ]);
});

test('a review state narrows the list, none shows all', () => {
  const rows = [recording({ review: 'signed' }), recording({ review: 'new' })];
  expect(inReviewState(rows, 'signed')).toEqual([rows[0]]);
  expect(inReviewState(rows, null)).toEqual(rows);
});

test('tags are what stands between commas, each once', () => {
  expect(parseTags(' paced, teaching ,, paced')).toEqual(['paced', 'teaching']);
  expect(parseTags('')).toEqual([]);
  expect(parseTags('x'.repeat(41))).toBeNull();
  expect(parseTags(Array.from({ length: 21 }, (_, tag) => tag).join())).toBeNull();
});

test('the verdict counts what was checked', () => {
  expect(verdictText([])).toBe('The source carries nothing to check against.');
  expect(verdictText([{ ok: true }, { ok: true }])).toBe('All 2 checks passed.');
  expect(verdictText([{ ok: true }, { ok: false }])).toBe('1 of 2 checks found a problem.');
});
