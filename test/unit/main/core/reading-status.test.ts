import { afterEach, beforeEach, expect, it } from 'vitest';
import { ReadingSession, relabel } from '../../../support/reading-session.ts';

let session: ReadingSession;

beforeEach(() => {
  session = new ReadingSession();
});

afterEach(() => session.close());

it('tells the window after every edit that its library is behind, and lists what it shows', async () => {
  await session.as('Ada');
  const told = () => session.events.filter(({ name }) => name === 'library:changed').length;
  const listed = async () => (await session.request('recordings:list', {}))[0];
  const before = await listed();
  expect(told()).toBe(0);

  await session.edit(relabel(1, 'V'));
  expect(told()).toBe(1);
  expect(await listed()).toMatchObject({ review: 'begun', editedBeats: 1, byClass: { V: 7 } });
  await session.mark(300, 900);
  expect(told()).toBe(2);
  expect(await listed()).toMatchObject({ excludedBeats: 3 });
  await session.ask('edits:undo');
  await session.ask('edits:undo');
  expect(told()).toBe(4);
  expect(await listed()).toEqual(before);
});
