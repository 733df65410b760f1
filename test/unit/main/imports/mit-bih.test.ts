import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  openRecordingSource,
  readReferenceAnnotations,
} from '../../../../main/imports/recording-source.ts';
import { hasSharedData, SHARED_DATA } from '../../../support/shared-data.ts';

/** Codes that EC57 counts as beats (bxb.c: N L R B, A a J S e j n, V r E, F, / f Q ?). */
const BEAT_CODES = new Set([1, 2, 3, 25, 8, 4, 7, 9, 34, 11, 35, 5, 41, 10, 6, 12, 38, 13, 30]);

function records(database: string): string[] {
  return readdirSync(path.join(SHARED_DATA, database))
    .filter((name) => name.endsWith('.hea'))
    .map((name) => path.join(SHARED_DATA, database, name));
}

describe.each([
  ['mitdb', 48, 650_000],
  ['svdb', 58, 230_400],
] as const)('%s', (database, count, sampleCount) => {
  it.skipIf(!hasSharedData(database))('every record verifies', async () => {
    const files = records(database);
    expect(files).toHaveLength(count);
    for (const file of files) {
      const source = await openRecordingSource(file);
      let samples = 0;
      for await (const chunk of source.chunks()) samples += chunk.leads[1]?.length ?? 0;
      const findings = source.findings();
      expect([file, samples, findings.filter(({ ok }) => !ok)]).toEqual([file, sampleCount, []]);
      expect(findings.filter(({ check }) => check === 'checksum')).toHaveLength(2);
      expect(source.annotators).toContain('atr');
    }
  });
});

describe.skipIf(!hasSharedData('mitdb'))('MIT-BIH Arrhythmia Database', () => {
  it('record 100 starts with 995 and 1011', async () => {
    const source = await openRecordingSource(path.join(SHARED_DATA, 'mitdb/100'));
    for await (const { leads } of source.chunks()) {
      expect(leads.map((lead) => lead[0])).toEqual([995, 1011]);
      break;
    }
    expect(source.info).toMatchObject({
      name: '100',
      sampleRateHz: 360,
      comments: ['69 M 1085 1629 x1', 'Aldomet, Inderal'],
      leads: [
        { name: 'MLII', units: 'mV', gainPerUnit: 200, baseline: 1024, calibrated: true },
        { name: 'V5', units: 'mV', gainPerUnit: 200, baseline: 1024, calibrated: true },
      ],
    });
  });

  it('has 109,494 beats', async () => {
    let beats = 0;
    for (const file of records('mitdb')) {
      const { annotations, complete } = await readReferenceAnnotations(file, 'atr');
      expect(complete).toBe(true);
      beats += annotations.filter(({ code }) => BEAT_CODES.has(code)).length;
    }
    expect(beats).toBe(109_494);
  });
});
