import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CoreSession } from '../../../support/core-session.ts';
import { hasSharedData, SHARED_DATA } from '../../../support/shared-data.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

it.skipIf(!hasSharedData('mitdb'))(
  'loads the annotations beside MIT-BIH 208, compares them, and leaves the files alone',
  async () => {
    const annotationFile = path.join(SHARED_DATA, 'mitdb', '208.atr');
    const before = readFileSync(annotationFile);
    const core = new CoreSession({
      libraryFolder: temporaryFolder(),
      resourcesFolder: temporaryFolder(),
    });
    onTestFinished(() => core.close());
    const { jobId } = await core.request('recordings:import', {
      path: path.join(SHARED_DATA, 'mitdb', '208.hea'),
    });
    // With no model installed, the recording is there with its beats, but unclassified.
    const job = await core.ended(jobId);
    expect(job.state).toBe('failed');
    const recordingId = job.recordingId ?? '';
    const recording = await core.request('recordings:open', { recordingId });
    expect(recording).toMatchObject({
      name: '208',
      sampleRateHz: 360,
      sampleCount: 650_000,
      annotators: ['atr'],
      references: [],
      problems: 0,
      error: expect.stringContaining('No model') as string,
    });

    const loaded = await core.request('references:load', { recordingId, annotator: 'atr' });
    expect(loaded).toEqual({ annotator: 'atr', beats: 2955 });
    const comparison = await core.request('references:compare', { recordingId, annotator: 'atr' });
    expect(comparison.qrs.se).toBeGreaterThan(98);
    expect(comparison.qrs.ppv).toBeGreaterThan(98);
    // Unclassified beats are shown as Q: none of the reference's V is found as V.
    expect(comparison.v.se).toBe(0);
    expect(comparison.matrix[2]?.[4]).toBeGreaterThan(500);
    expect(comparison.differences.length).toBeGreaterThan(2000);
    expect(readFileSync(annotationFile)).toEqual(before);

    await expect(
      core.request('references:load', { recordingId, annotator: 'nobody' }),
    ).rejects.toMatchObject({ code: 'file-missing' });
  },
);
