import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEFAULT_CRITERIA } from '../../../../app/rhythm/event-criteria.ts';
import { databaseFile } from '../../../../main/store/open.ts';
import { openStore } from '../../../../main/store/store.ts';
import { CoreSession } from '../../../support/core-session.ts';
import {
  evenBeats,
  storeModel,
  storePredictions,
  storeRecording,
} from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const PATIENT = 'Jane Doe';

it('leaves no word of a reader in the library file that may name a patient', async () => {
  const libraryFolder = temporaryFolder();
  const store = openStore(libraryFolder);
  storeModel(store);
  const beats = evenBeats(60);
  const { id: recordingId, key } = storeRecording(store, { beats });
  storePredictions(store, key, beats);
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

  await core.request('recordings:remove', { recordingId });
  await core.close();
  expect(readFileSync(databaseFile(libraryFolder)).includes(PATIENT)).toBe(false);
});
