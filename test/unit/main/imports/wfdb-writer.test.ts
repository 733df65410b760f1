import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { INVALID_SAMPLE } from '../../../../app/domain/recording.ts';
import {
  openRecordingSource,
  readReferenceAnnotations,
} from '../../../../main/imports/recording-source.ts';
import { writeWfdbAnnotations, writeWfdbRecord } from '../../../../main/imports/wfdb-writer.ts';
import { appErrorOf } from '../../../support/app-errors.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { chunksOf, readAll, recordingInfo } from '../../../support/wfdb-record.ts';

const BEAT = { sample: 7, code: 5, subtype: 0, channel: 0, num: 0, aux: '(VT' };

function source(
  name: string,
  ...leads: readonly Int16Array[]
): Parameters<typeof writeWfdbRecord>[0] {
  return { info: recordingInfo(name, leads.length), chunks: () => chunksOf(leads, 2) };
}

describe('writing a record', () => {
  it.each([16, 212] as const)('in format %i, read back with all checks passed', async (format) => {
    const folder = temporaryFolder();
    const leads = [Int16Array.of(5, -2047, 2047), Int16Array.of(INVALID_SAMPLE, 0, 1)];
    const original = {
      ...source('r', ...leads),
      info: {
        ...recordingInfo('r', 2, 128.5),
        startTime: '2024-02-29T23:00:01',
        comments: ['simulated'],
      },
    };
    const result = await writeWfdbRecord(original, folder, { format });
    expect(result.sampleCount).toBe(3);
    const read = await openRecordingSource(result.headerFile);
    expect(read.info).toEqual(original.info);
    expect(await readAll(read)).toEqual(leads.map((lead) => [...lead]));
    expect(read.findings().every(({ ok }) => ok)).toBe(true);
    expect(read.findings().filter(({ check }) => check === 'checksum')).toHaveLength(2);
  });

  it('refuses names and samples that the format cannot hold, and leaves nothing', async () => {
    const folder = temporaryFolder();
    const badName = await appErrorOf(() =>
      writeWfdbRecord(source('a b', Int16Array.of(1)), folder),
    );
    expect(badName.code).toBe('bad-request');
    const tooLarge = await appErrorOf(() =>
      writeWfdbRecord(source('r', Int16Array.of(1, 2, 3, 2048)), folder, { format: 212 }),
    );
    expect(tooLarge).toMatchObject({ code: 'bad-request', file: path.join(folder, 'r.dat') });
    expect(tooLarge.message).toContain('2048');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('overwrites only when told to', async () => {
    const folder = temporaryFolder();
    await writeWfdbRecord(source('r', Int16Array.of(1)), folder);
    const before = readFileSync(path.join(folder, 'r.dat'));
    const error = await appErrorOf(() => writeWfdbRecord(source('r', Int16Array.of(2)), folder));
    expect(error.code).toBe('conflict');
    expect(readFileSync(path.join(folder, 'r.dat'))).toEqual(before);
    await writeWfdbRecord(source('r', Int16Array.of(2)), folder, { overwrite: true });
    expect(await readAll(await openRecordingSource(path.join(folder, 'r')))).toEqual([[2]]);
  });
});

describe('writing annotations', () => {
  it('makes an annotator of the record', async () => {
    const folder = temporaryFolder();
    const { headerFile } = await writeWfdbRecord(source('r', Int16Array.of(1)), folder);
    await writeWfdbAnnotations(path.join(folder, 'r.ect'), [BEAT]);
    expect((await openRecordingSource(headerFile)).annotators).toEqual(['ect']);
    expect((await readReferenceAnnotations(headerFile, 'ect')).annotations).toEqual([BEAT]);
  });

  it('never overwrites a reference, and survives a full disk', async () => {
    const file = path.join(temporaryFolder(), 'r.atr');
    await writeWfdbAnnotations(file, [BEAT]);
    const before = readFileSync(file);
    expect((await appErrorOf(() => writeWfdbAnnotations(file, []))).code).toBe('conflict');
    const full = await appErrorOf(() =>
      writeWfdbAnnotations(file, [], {
        overwrite: true,
        createFile: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
      }),
    );
    expect(full).toMatchObject({ code: 'disk-full', file });
    expect(readFileSync(file)).toEqual(before);
  });

  it('refuses what the format cannot hold', async () => {
    const file = path.join(temporaryFolder(), 'r.ect');
    const error = await appErrorOf(() => writeWfdbAnnotations(file, [{ ...BEAT, code: 50 }]));
    expect(error).toMatchObject({ code: 'bad-request', file });
  });
});
