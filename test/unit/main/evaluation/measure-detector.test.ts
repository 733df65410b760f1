import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDemoHolter } from '../../../../app/demo/demo-holter.ts';
import { codeOfBeatClass } from '../../../../app/domain/annotation-codes.ts';
import { encodeAnnotations } from '../../../../app/formats/wfdb/write-annotation.ts';
import { main } from '../../../../main/cli/program.ts';
import { measureDetector } from '../../../../main/evaluation/measure-detector.ts';

const RATE_HZ = 250;
const STRICT = { toleranceS: 0.05, learningPeriodS: 0 };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ectopy-detector-'));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** A demo recording of three minutes whose reference marks every beat so many ms late. */
function writeRecord(record: string, { sampleRateHz = RATE_HZ, lateMs = 0 } = {}) {
  const demo = createDemoHolter({ seed: 4, hours: 0.05, leadCount: 1, sampleRateHz });
  const samples = [...demo.chunks()].flatMap(({ leads: [lead] }) => [...(lead ?? [])]);
  const gain = demo.info.leads[0]?.gainPerUnit ?? 200;
  writeFileSync(
    path.join(folder, `${record}.hea`),
    `${record} 1 ${sampleRateHz} ${samples.length}\n${record}.dat 16 ${gain} 16 0 0 0 0 II\n`,
  );
  writeFileSync(path.join(folder, `${record}.dat`), Int16Array.from(samples));
  const marks = Array.from(demo.truth.sample, (sample) => ({
    sample: sample + Math.round((lateMs * sampleRateHz) / 1000),
    code: codeOfBeatClass('N'),
    subtype: 0,
    channel: 0,
    num: 0,
    aux: '',
  }));
  writeFileSync(path.join(folder, `${record}.atr`), encodeAnnotations(marks, {}));
  return marks.length;
}

test('counts and places beats, each record and all together', async () => {
  const beats = writeRecord('true') + writeRecord('late', { lateMs: 20 });
  writeRecord('late2', { lateMs: 80 });
  const { byRecord, gross } = await measureDetector(folder, {
    records: ['true', 'late'],
    ...STRICT,
  });
  expect(byRecord.map(({ record }) => record)).toEqual(['true', 'late']);
  expect(gross.beats).toBe(beats);
  expect(gross.f1).toBeGreaterThan(99);
  const [first, second] = byRecord.map(({ placementMeanMs }) => placementMeanMs ?? NaN);
  expect((first ?? NaN) - (second ?? NaN)).toBeCloseTo(20, 0);
  expect(gross.placementSdMs).toBeCloseTo(10, 0);
  const outside = await measureDetector(folder, { records: ['late2'], ...STRICT });
  expect(outside.gross).toMatchObject({ sensitivity: 0, f1: 0, placementMeanMs: null });
});

test('has no figures without records', async () => {
  const { gross } = await measureDetector(folder, { records: [], ...STRICT });
  expect(gross).toMatchObject({ beats: 0, sensitivity: null, f1: null, placementSdMs: null });
});

test('a sampling rate at which beats cannot be found is named, with the file', async () => {
  writeRecord('slow', { sampleRateHz: 250 });
  const header = path.join(folder, 'slow.hea');
  writeFileSync(header, 'slow 1 20 1000\nslow.dat 16 200 16 0 0 0 0 II\n');
  await expect(measureDetector(folder, { records: ['slow'], ...STRICT })).rejects.toMatchObject({
    code: 'unsupported-format',
    remedy: expect.stringContaining('50 to 10,000') as unknown,
  });
  let stderr = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
  expect(await main(['analyze', header, '--json'])).toBe(1);
  expect(JSON.parse(stderr)).toMatchObject({
    error: { code: 'unsupported-format', file: header },
  });
});
