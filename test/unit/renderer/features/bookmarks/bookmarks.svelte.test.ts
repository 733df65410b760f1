import { beforeEach, expect, it } from 'vitest';
import type { Bookmark } from '../../../../../app/contract/editing.ts';
import { Bookmarks } from '../../../../../renderer/features/bookmarks/bookmarks.svelte.ts';

let stored: Map<string, Bookmark>;
let bookmarks: Bookmarks;

beforeEach(() => {
  stored = new Map();
  bookmarks = new Bookmarks({
    list: () => Promise.resolve([...stored.values()]),
    put: (strip) => {
      const id = strip.id ?? `b-${stored.size + 1}`;
      const bookmark = { ...strip, id, reader: 'AB', at: 'now' };
      stored.set(id, bookmark);
      return Promise.resolve(bookmark);
    },
    remove: (id) =>
      stored.delete(id) ? Promise.resolve() : Promise.reject(new Error('gone already')),
  });
});

async function mark(...startSamples: number[]): Promise<void> {
  for (const startSample of startSamples) {
    await bookmarks.add({ startSample, durationS: 7, leads: [0], note: '' });
  }
}

it('keeps marked strips in the order of their times', async () => {
  await mark(900, 100, 500);
  expect(bookmarks.list.map(({ startSample }) => startSample)).toEqual([100, 500, 900]);
});

it('steps from the strip last gone to, or from the place of the window', async () => {
  await mark(100, 500, 900);
  expect(bookmarks.step(-1, 900)?.startSample).toBe(500);
  expect(bookmarks.step(-1, 500)?.startSample).toBe(100);
  expect(bookmarks.step(-1, 100)).toBeNull();
  expect(bookmarks.step(1, 600)?.startSample).toBe(900);
});

it('puts a removed strip back with its note', async () => {
  await mark(100);
  const [first] = bookmarks.list;
  if (first === undefined) throw new Error('no bookmark');
  await bookmarks.change(first, { note: 'longest pause' });
  const [changed] = bookmarks.list;
  if (changed === undefined) throw new Error('no bookmark');
  await bookmarks.remove(changed);
  expect(bookmarks.list).toEqual([]);
  await bookmarks.putBack();
  expect(bookmarks.list).toMatchObject([{ id: first.id, note: 'longest pause' }]);
  expect(bookmarks.removed).toBeNull();
});

it('says why a strip could not be removed, and keeps it', async () => {
  await mark(100);
  stored.clear();
  const [first] = bookmarks.list;
  if (first !== undefined) await bookmarks.remove(first);
  expect(bookmarks.problem?.message).toBe('gone already');
  expect(bookmarks.list).toHaveLength(1);
});

it('knows a strip that is marked already, and leaves a changed one in its place', async () => {
  await mark(100, 100, 500);
  const [first] = bookmarks.list;
  if (first === undefined) throw new Error('no bookmark');
  await bookmarks.change(first, { note: 'first' });
  expect(bookmarks.list.map(({ id }) => id)).toEqual(['b-1', 'b-2', 'b-3']);
  const strip = { startSample: 500, durationS: 7, leads: [0], note: '' };
  expect(bookmarks.sameAs(strip)?.id).toBe('b-3');
  expect(bookmarks.sameAs({ ...strip, leads: [1] })).toBeNull();
});
