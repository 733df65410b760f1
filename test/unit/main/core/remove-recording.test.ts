import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { ModelComparison } from '../../../../app/contract/training-governance.ts';
import { zeroPerClass } from '../../../../app/domain/beat-class.ts';
import { DEFAULT_CRITERIA } from '../../../../app/rhythm/event-criteria.ts';
import { openStore, type Store } from '../../../../main/store/store.ts';
import { CoreSession } from '../../../support/core-session.ts';
import {
  evenBeats,
  storeModel,
  storePredictions,
  storeRecording,
} from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const PATIENT = 'Jane Doe';
const AT = '2026-01-01T00:00:00.000Z';

it('leaves no word in any file of the library that may name a patient, nor in the list of jobs', async () => {
  const libraryFolder = temporaryFolder();
  const store = openStore(libraryFolder);
  storeModel(store);
  const beats = evenBeats(60);
  const { id: recordingId, key } = storeRecording(store, { beats, name: PATIENT });
  storePredictions(store, key, beats);
  retrainOn(store, recordingId);
  store.close();

  const core = new CoreSession({ libraryFolder, resourcesFolder: temporaryFolder() });
  await core.request('settings:set', { settings: { reader: 'AB' } });
  await core.request('recordings:assign-patient', { recordingId, patient: PATIENT });
  await core.request('recordings:tag', { recordingId, tags: [PATIENT] });
  const form = await core.request('report:form', { recordingId });
  await core.request('report:save-form', {
    recordingId,
    form: { ...form, conclusion: `Of ${PATIENT}: nothing to remark.` },
  });
  await core.request('bookmarks:put', {
    recordingId,
    id: null,
    startSample: 500,
    durationS: 6,
    leads: [0],
    note: PATIENT,
  });
  await core.request('events:set-criteria', { recordingId, criteria: DEFAULT_CRITERIA });
  const said = {
    recordingId,
    kind: 'pause',
    startSample: 400,
    endSample: 900,
    lead: null,
    comment: `${PATIENT} was asleep`,
  } as const;
  await core.request('events:judge', { ...said, status: 'confirmed' });
  await core.request('events:judge', { ...said, status: 'dismissed' });
  await core.request('readings:sign', { recordingId });

  const { jobId } = await core.request('recordings:analyse', { recordingId });
  await core.ended(jobId);
  expect((await core.request('jobs:list', {}))[0]?.title).toContain(PATIENT);
  const copy = path.join(libraryFolder, 'backups', 'library-schema-85.sqlite');
  mkdirSync(path.dirname(copy));
  writeFileSync(copy, PATIENT);
  expect(filesNaming(libraryFolder, PATIENT)).toContain(copy);

  await core.request('recordings:remove', { recordingId });
  expect(await core.request('jobs:list', {})).toEqual([]);
  // Neither while the library is open nor after.
  expect(filesNaming(libraryFolder, PATIENT)).toEqual([]);
  const [run] = await core.request('training:runs', {});
  expect(run?.holdout).toBe('Held out by time: a removed recording from 0:10:00 on, judged …');
  const { sha256, tables } = await core.request('models:compare', { runId: 'run-1' });
  expect(tables[0]?.byRecording[0]?.name).toBe('a removed recording');
  const promotions = await core.request('models:promotions', {});
  expect(promotions[0]?.comparisonHash).toBe(sha256);
  await core.close();
  expect(filesNaming(libraryFolder, PATIENT)).toEqual([]);
});

/** A run that learned from the recording, with what was shown before its model was put to use. */
function retrainOn(store: Store, recordingId: string): void {
  const description = `Held out by time: ${PATIENT} from 0:10:00 on, judged …`;
  const evaluation = { beats: 0, accuracy: null, macroF1: null, byClass: {}, confusion: [] };
  const row = { recordingId, name: PATIENT, beats: 1, before: null, after: null };
  const comparison: ModelComparison = {
    runId: 'run-1',
    baseModelId: 'test-model',
    resultModelId: 'test-model',
    trainingSetId: null,
    tables: [
      {
        id: 'later-time',
        title: 'Later beats',
        description,
        before: evaluation,
        after: evaluation,
        byRecording: [row],
      },
    ],
    warnings: [],
    sha256: 'b'.repeat(64),
  };
  const config = {
    seed: 1,
    epochs: 1,
    learningRate: 0.001,
    anchorStrength: 0,
    gammaM: 0,
    gammaN: 0,
  };
  store.trainingSets.insert({
    id: 'set-1',
    createdAt: AT,
    editsFrom: 0,
    editsThrough: 0,
    sha256: 'c'.repeat(64),
    content: {
      byClass: zeroPerClass(),
      byReader: [],
      members: [{ recordingId, group: 1, byClass: zeroPerClass() }],
      excluded: [],
      disagreements: { beats: 0, rule: '' },
    },
  });
  store.trainingRuns.insert({
    id: 'run-1',
    startedAt: AT,
    baseModelId: 'test-model',
    config,
    editsThrough: 0,
    trainingSetId: 'set-1',
  });
  const outcome = { resultModelId: 'test-model', holdout: description, before: evaluation, after: evaluation, comparison }; // prettier-ignore
  store.trainingRuns.finish('run-1', outcome, AT);
  const decision = {
    kind: 'promote',
    modelId: 'test-model',
    reader: 'AB',
    runId: 'run-1',
  } as const;
  store.promotions.append({ ...decision, shown: comparison }, AT);
}

/** Files below a folder in which a word stands. */
function filesNaming(folder: string, word: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => readFileSync(file).includes(word));
}
