import { expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { beatClassIndex } from '../../../../app/domain/beat-class.ts';
import { databaseFile, openDatabase } from '../../../../main/store/open.ts';
import { migrate } from '../../../../main/store/migrations/run.ts';
import { CoreSession } from '../../../support/core-session.ts';
import { evenBeats } from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const BEATS = evenBeats(600);
const GROUP = 300;
const HASH = 'a'.repeat(64);
const EVALUATION = { beats: 9, accuracy: 0.9, macroF1: null, byClass: {}, confusion: [] };

/**
 * A library as Ectopy left it before readings, groups, events and reports: one recording that Ada and
 * Ben edited beat by beat and many beats at once, with an undo; one removed; a model, a run, a set.
 */
function writeOldLibrary(folder: string): void {
  const current = openDatabase(temporaryFolder());
  const applicationId = current.pragma('application_id', { simple: true });
  current.close();
  const database = new Database(databaseFile(folder));
  database.pragma(`application_id = ${String(applicationId)}`);
  database.pragma('foreign_keys = ON');
  migrate(database, { through: 85 });
  database.exec(`
    INSERT INTO models VALUES ('model-1', 'Model', NULL, 'then', 0, '${HASH}', '{}');
    INSERT INTO promotions (at, kind, model_id, reader) VALUES ('then', 'promote', 'model-1', 'Ada');
    INSERT INTO recordings (recording_key, id, name, status, imported_at, source_path, sample_rate_hz,
      sample_count) VALUES (1, 'rec-1', '208', 'ready', 'then', '/208.hea', 250, 130000);
    INSERT INTO recordings (recording_key, id, name, status, imported_at, source_path, sample_rate_hz,
      sample_count, removed_at) VALUES (2, 'rec-2', '', 'ready', 'then', '', 250, 1000, 'later');
    INSERT INTO leads VALUES (1, 0, 'MLII', 'mV', 200, 1024, 1);
    INSERT INTO findings VALUES (1, 0, 'checksum', 0, 1, 'The checksum is right.');
    INSERT INTO reference_readings VALUES (1, 'atr', 'then', 1, x'64000000', x'01', x'00');
    INSERT INTO recording_roles VALUES (1, 'Patient 7', 'Ben', 'then');
    INSERT INTO settings VALUES ('reader', '"Ada"');
    INSERT INTO training_sets (id, created_at, edits_from, edits_through, sha256, content)
      VALUES ('set-1', 'then', 1, 2, '${HASH}', '{"byClass":{"N":1,"S":0,"V":1,"F":0,"Q":0},
        "byReader":[{"reader":"Ada","beats":2}],"members":[],"excluded":[],
        "disagreements":{"beats":0,"rule":"the last"}}');
    INSERT INTO training_runs (id, status, started_at, base_model_id, config, edits_through, holdout,
      evaluation_before, evaluation_after, training_set_id) VALUES ('run-1', 'done', '2026-01-01T00:00:00Z',
      'model-1', '{"seed":1,"epochs":1,"learningRate":0.001,"anchorStrength":0,"gammaM":0,"gammaN":0}', 2,
      'Nothing held out.', '${JSON.stringify(EVALUATION)}', '${JSON.stringify(EVALUATION)}', 'set-1');
  `);
  const samples = new Uint8Array(BEATS.buffer);
  database.prepare('INSERT INTO detections VALUES (1, ?, ?, ?)').run('then', BEATS.length, samples);
  database
    .prepare(`INSERT INTO predictions VALUES (1, 'model-1', 'then', 'wasm', 0, ?, ?, ?)`)
    .run(BEATS.length, new Uint8Array(BEATS.length), new Uint8Array(10 * BEATS.length));
  database.exec(
    `INSERT INTO current_readings VALUES (1, 'model-1', ${BEATS.length}, ${BEATS.length - GROUP}, 0, ${GROUP}, 0, 0, ${GROUP})`,
  );
  database.exec(`
    INSERT INTO transactions VALUES (1, 1, 'edit', NULL, 'Ada', 'at 1', 1, 2),
      (2, 1, 'edit', NULL, 'Ben', 'at 2', 3, ${GROUP}), (3, 1, 'edit', NULL, 'Ben', 'at 3', ${3 + GROUP}, 1),
      (4, 1, 'undo', 3, 'Ben', 'at 4', ${4 + GROUP}, 1);
    INSERT INTO edits VALUES (1, 1, 1, 'relabel', 500, 100000, 'N', NULL, 100000, 'S', 'Ada'),
      (2, 1, 1, 'insert', 601, NULL, NULL, NULL, 50, 'V', 'Ada'),
      (${3 + GROUP}, 3, 1, 'delete', 1, 200, 'V', 'Ben', NULL, NULL, NULL),
      (${4 + GROUP}, 4, 1, 'delete', 1, NULL, NULL, NULL, 200, 'V', 'Ben');
    INSERT INTO edited_beats VALUES (1, 500, 100000, 'S', 'Ada', 0), (1, 601, 50, 'V', 'Ada', 0);
  `);
  const edit = database.prepare(
    `INSERT INTO edits VALUES (?, 2, 1, 'relabel', ?, ?, 'N', NULL, ?, 'V', 'Ben')`,
  );
  const mark = database.prepare(`INSERT INTO edited_beats VALUES (1, ?, ?, 'V', 'Ben', 0)`);
  for (let beatId = 1; beatId <= GROUP; beatId++) {
    const sample = BEATS[beatId - 1] ?? 0;
    edit.run(2 + beatId, beatId, sample, sample);
    mark.run(beatId, sample);
  }
  database.close();
}

it('takes over a filled library from before readings, and goes on where it was left', async () => {
  const libraryFolder = temporaryFolder();
  writeOldLibrary(libraryFolder);
  const core = new CoreSession({ libraryFolder, resourcesFolder: temporaryFolder() });
  const recordingId = 'rec-1';
  expect(await core.request('recordings:list', {})).toMatchObject([
    { id: 'rec-1', name: '208', patient: 'Patient 7', review: 'begun' },
  ]);
  expect(await core.request('recordings:open', { recordingId })).toMatchObject({
    findings: [{ message: 'The checksum is right.' }],
    references: ['atr'],
    reading: { kind: 'first', reader: 'Ada' },
    canUndo: true,
    canRedo: true,
  });
  const labelled = await core.beats(recordingId);
  const count = (name: 'N' | 'S' | 'V') =>
    labelled.beatClass.filter((index) => index === beatClassIndex(name)).length;
  expect([labelled.count, count('N'), count('S'), count('V')]).toEqual([601, 299, 1, 301]);

  const { steps } = await core.request('history:list', { recordingId, first: 0, count: 10 });
  expect(steps).toMatchObject([
    { reader: 'Ada', count: 2 },
    {
      reader: 'Ben',
      count: GROUP,
      changes: [{ kind: 'relabel', from: 'N', to: 'V', count: GROUP }],
    },
    { reader: 'Ben', count: 1 },
  ]);
  expect((await core.request('beats:detail', { recordingId, beatId: 1 })).history).toMatchObject([
    { reader: 'Ben', kind: 'relabel' },
    { reader: 'Ben', kind: 'delete' },
    { reader: 'Ben', kind: 'undo' },
  ]);
  const trail = { recordingId, reader: '', first: 0, count: 500 };
  expect((await core.request('readings:audit', trail)).total).toBe(GROUP + 4);
  expect(await core.request('training:runs', {})).toMatchObject([{ holdout: 'Nothing held out.' }]);
  expect(await core.request('training:sets', {})).toMatchObject([{ id: 'set-1', version: 1 }]);
  expect((await core.request('models:promotions', {})).at(-1)).toMatchObject({ reader: 'Ada' });
  expect((await core.request('settings:get', {})).reader).toBe('Ada');

  // What the old version wrote as rows is undone as what this one writes as columns is.
  await core.request('edits:undo', { recordingId });
  const undone = await core.beats(recordingId);
  expect(undone.beatClass.filter((index) => index === beatClassIndex('V'))).toHaveLength(1);
  await core.request('edits:undo', { recordingId });
  expect(await core.beats(recordingId)).toMatchObject({
    count: 600,
    flags: new Uint8Array(600),
  });
  await core.request('history:go-to', { recordingId, transactionId: 2 });
  expect(await core.beats(recordingId)).toEqual(labelled);
  await core.close();
});
