import { afterEach, beforeEach, expect, it } from 'vitest';
import { zeroPerClass } from '../../../../app/domain/beat-class.ts';
import { openDatabase } from '../../../../main/store/open.ts';
import type { Store } from '../../../../main/store/store.ts';
import { bothReadings, ReadingSession, relabel } from '../../../support/reading-session.ts';

const AT = '2026-01-02T00:00:00.000Z';

let session: ReadingSession;

beforeEach(async () => {
  session = new ReadingSession();
  await session.as('Ada');
  await session.edit(relabel(1, 'V'));
});

afterEach(() => session.close());

/** Puts a model to use that has learned the corrections of the recording, and calls every beat S. */
async function retrain(): Promise<void> {
  await session.restart((store) => {
    const byClass = zeroPerClass();
    const common = { name: 'retrained', createdAt: AT, sha256: 'b'.repeat(64) };
    store.models.put({ ...common, id: 'retrained', parentId: 'test-model', shipped: false, card: {} }); // prettier-ignore
    store.trainingSets.insert({
      id: 'set',
      createdAt: AT,
      editsFrom: 1,
      editsThrough: 1,
      sha256: 'c'.repeat(64),
      content: {
        byClass,
        byReader: [],
        members: [{ recordingId: 'rec-1', group: 0, byClass }],
        excluded: [],
        disagreements: { beats: 0, rule: '' },
      },
    });
    const database = openDatabase(session.libraryFolder);
    database.exec(`INSERT INTO training_runs (id, status, started_at, base_model_id, result_model_id,
      config, edits_through, training_set_id)
      VALUES ('run', 'done', '${AT}', 'test-model', 'retrained', '{}', 1, 'set')`);
    database.close();
    const decision = {
      kind: 'promote',
      modelId: 'retrained',
      reader: 'Ada',
      runId: 'run',
    } as const;
    store.promotions.append({ ...decision, shown: null }, AT);
    classifyAgain(store);
  });
}

/** What it says of every beat; the core shows it from its start on. */
function classifyAgain(store: Store): void {
  const key = store.recordings.byId('rec-1')?.key ?? 0;
  const known = store.predictions.read(key, 'test-model');
  if (known === null) throw new Error('The recording has not been classified');
  const classes = known.classes.map(() => 1);
  store.predictions.write(key, { ...known, modelId: 'retrained', classes }, AT);
}

async function expectBlindTo(model: string): Promise<void> {
  const { modelId, byClass } = await session.ask('recordings:open');
  expect(modelId).not.toBe(model);
  expect(byClass).toMatchObject({ N: 54, S: 0, V: 6 });
  const refused = [
    () => session.ask('interpretation:embedding', { modelId: model }),
    () => session.ask('interpretation:waveforms', { modelId: model }),
    () => session.ask('interpretation:saliency', { modelId: model, beatId: 1 }),
  ];
  for (const request of refused) {
    await expect(request()).rejects.toMatchObject({ code: 'forbidden' });
  }
  await expect(
    session.ask('training:queue', {
      order: 'models',
      limit: 10,
      rareFirst: true,
      onePerGroup: false,
    }),
  ).rejects.toMatchObject({ code: 'conflict' });
}

it('keeps the model that it began with, whatever is put to use meanwhile', async () => {
  await session.as('Ben');
  await session.ask('readings:begin-second');
  await session.edit(relabel(2, 'S'), relabel(2, 'N'));
  await retrain();
  await expectBlindTo('retrained');
  await session.as('Ada');
  expect(await session.ask('recordings:open')).toMatchObject({
    modelId: 'retrained',
    byClass: { S: 59, V: 1 },
  });

  // For good: other classes after signing would be another reading than was signed.
  await session.as('Ben');
  await session.sign();
  await session.restart();
  expect(await session.ask('recordings:open')).toMatchObject({
    modelId: 'test-model',
    reading: { status: 'signed' },
  });
});

it('begins with a model that learned nothing from the first reader', async () => {
  await retrain();
  await session.as('Ben');
  await session.ask('readings:begin-second');
  await expectBlindTo('retrained');
  const { readings } = await session.ask('readings:list');
  expect(readings[1]).toMatchObject({ kind: 'second', keptModelId: 'test-model' });
  await session.as('Ada');
  expect((await session.ask('recordings:open')).modelId).toBe('retrained');
});

it('keeps an adjudication at what both readers left to the model', async () => {
  await bothReadings(session);
  await session.as('Cy');
  await session.ask('readings:begin-adjudication');
  const beats = await session.beats();
  await retrain();
  expect((await session.beats()).beatClass).toEqual(beats.beatClass);
});
