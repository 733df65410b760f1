import { afterEach, beforeEach, expect, it } from 'vitest';
import { OpenReadings } from '../../../../main/core/open-readings.ts';
import { readerStatements } from '../../../../main/core/report-readers.ts';
import { bothReadings, ReadingSession, relabel } from '../../../support/reading-session.ts';

let session: ReadingSession;

beforeEach(() => {
  session = new ReadingSession();
});

afterEach(() => session.close());

/** Who is named under the reading that the present reader has open. */
async function named(): Promise<[label: string, value: string | null][]> {
  let parts: [string, string | null][] = [];
  await session.restart((store) => {
    const open = new OpenReadings(store).of('rec-1');
    parts = readerStatements({ store }, open).map(({ label, value }) => [label, value]);
  });
  return parts;
}

it('names everybody of an adjudicated reading with their part', async () => {
  await bothReadings(session);
  expect(await named()).toEqual([['Reader', 'Ben']]);
  await session.as('Cy');
  await session.ask('readings:begin-adjudication');
  expect(await named()).toEqual([
    ['First reader', 'Ada'],
    ['Second reader', 'Ben'],
    ['Adjudicator', 'Cy'],
  ]);
});

it('names whoever else edited a reading, but under a version nobody who did so later', async () => {
  await session.as('Ada');
  await session.edit(relabel(1, 'V'));
  const { id: versionId } = await session.sign();
  // As in libraries from before a reading was its reader's alone.
  await session.restart((store) => {
    const { identity, reading } = new OpenReadings(store).current('rec-1');
    const before = { sample: reading.detected[1] ?? 0, beatClass: 'N', reader: null } as const;
    const after = { ...before, beatClass: 'S', reader: 'Dee' } as const;
    const entries = [{ kind: 'relabel', beatId: 2, before, after } as const];
    store.transaction(() =>
      store.edits.append(
        identity,
        { kind: 'edit', target: null, entries, regions: [] },
        { reader: 'Dee', at: '2030-01-01T00:00:00.000Z' },
      ),
    );
  });
  expect(await named()).toEqual([
    ['Reader', 'Ada'],
    ['Also edited by', 'Dee'],
  ]);
  await session.ask('readings:open-version', { versionId });
  expect(await named()).toEqual([['Reader', 'Ada']]);
});
