import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { unpackEvents } from '../../../../app/contract/event-columns.ts';
import { INVALID_SAMPLE } from '../../../../app/domain/recording.ts';
import { writeWfdbRecord } from '../../../../main/imports/wfdb-writer.ts';
import { CoreSession } from '../../../support/core-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { chunksOf, recordingInfo } from '../../../support/wfdb-record.ts';

const RESOURCES = path.resolve(import.meta.dirname, '../../../../resources');

it('says of a recording without a single sample that nothing of it is assessed', async () => {
  const folder = temporaryFolder();
  const leads = [0, 1].map(() => new Int16Array(250 * 60).fill(INVALID_SAMPLE));
  const source = { info: recordingInfo('void', 2), chunks: () => chunksOf(leads) };
  const { headerFile } = await writeWfdbRecord(source, folder, { format: 16 });
  const core = new CoreSession({ libraryFolder: temporaryFolder(), resourcesFolder: RESOURCES });
  onTestFinished(() => core.close());

  const { jobId } = await core.request('recordings:import', { path: headerFile });
  expect((await core.ended(jobId)).state).toBe('done');
  await core.idle();
  const [recording] = await core.request('recordings:list', {});
  const recordingId = recording?.id ?? '';
  expect(recording).toMatchObject({ status: 'ready', beatCount: 0, analysedSamples: 0 });
  const { events, fibrillationSamples } = unpackEvents(
    await core.request('events:list', { recordingId }),
  );
  expect([events.map(({ kind, lead }) => [kind, lead]), fibrillationSamples]).toEqual([
    [['lead-off', null]],
    0,
  ]);
  expect(await core.request('trends:summary', { recordingId })).toMatchObject({
    beats: 0,
    heartRate: { minBpm: null, meanBpm: null, maxBpm: null },
  });
  for (const format of ['pdf', 'html', 'csv'] as const) {
    const file = path.join(folder, `report.${format}`);
    const report = await core.request('report:write', { recordingId, format, file });
    expect(await core.ended(report.jobId)).toMatchObject({ state: 'done' });
    expect(existsSync(file)).toBe(true);
  }
});
