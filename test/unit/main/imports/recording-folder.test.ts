import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INVALID_SAMPLE, type SignalChunk } from '../../../../app/domain/recording.ts';
import { createFileOnDisk, type CreateFile } from '../../../../main/imports/output-file.ts';
import {
  openRecordingFolder,
  type RecordingFolder,
  writeRecordingFolder,
} from '../../../../main/imports/recording-folder.ts';
import type { RecordingStream } from '../../../../main/imports/recording-folder-writer.ts';
import { appErrorOf } from '../../../support/app-errors.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { chunksOf, generatedLeads, recordingInfo } from '../../../support/wfdb-record.ts';

const FINDING = { check: 'checksum', lead: 0, ok: false, message: 'It differs.' } as const;

function stream(leads: readonly Int16Array[], chunkSize?: number): RecordingStream {
  return {
    info: recordingInfo('r', leads.length),
    expectedSamples: leads[0]?.length ?? 0,
    chunks: () => chunksOf(leads, chunkSize),
    findings: () => [FINDING],
  };
}

async function stored(leads: readonly Int16Array[]): Promise<RecordingFolder> {
  const folder = path.join(temporaryFolder(), 'recording');
  await writeRecordingFolder(stream(leads), folder);
  return openRecordingFolder(folder);
}

/** A disk with room for so many bytes. */
function diskOf(capacityBytes: number): CreateFile {
  let used = 0;
  return async (file) => {
    const output = await createFileOnDisk(file);
    return {
      ...output,
      async write(bytes) {
        used += bytes.length;
        if (used > capacityBytes) {
          throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
            code: 'ENOSPC',
          });
        }
        await output.write(bytes);
      },
    };
  };
}

describe('storing', () => {
  it('returns length and findings, and reports each chunk and the progress', async () => {
    const folder = path.join(temporaryFolder(), 'library', 'recording');
    const leads = generatedLeads(2, 25_000);
    const starts: number[] = [];
    const fractions: number[] = [];
    const result = await writeRecordingFolder(stream(leads), folder, {
      onChunk: (chunk: SignalChunk) => starts.push(chunk.startSample),
      onProgress: (fraction) => fractions.push(fraction),
    });
    expect(result).toEqual({ sampleCount: 25_000, findings: [FINDING] });
    expect(starts).toEqual([0, 10_000, 20_000]);
    expect(fractions).toEqual([0.4, 0.8, 1]);
    expect(readdirSync(folder).sort()).toEqual([
      'lead-0.i16',
      'lead-0.pyramid',
      'lead-1.i16',
      'lead-1.pyramid',
      'recording.json',
    ]);
    expect(JSON.parse(readFileSync(path.join(folder, 'recording.json'), 'utf8'))).toMatchObject({
      sampleCount: 25_000,
      findings: [FINDING],
    });
  });

  it('is the same however the source is cut', async () => {
    const folder = temporaryFolder();
    const leads = generatedLeads(1, 1000);
    await writeRecordingFolder(stream(leads, 1000), path.join(folder, 'a'));
    await writeRecordingFolder(stream(leads, 7), path.join(folder, 'b'));
    for (const file of ['lead-0.i16', 'lead-0.pyramid']) {
      expect(readFileSync(path.join(folder, 'b', file))).toEqual(
        readFileSync(path.join(folder, 'a', file)),
      );
    }
  });

  it.each([0, 100, 20_000, 45_000])(
    'leaves nothing when the disk is full after %i bytes',
    async (capacity) => {
      const library = temporaryFolder();
      const folder = path.join(library, 'recording');
      const error = await appErrorOf(() =>
        writeRecordingFolder(stream(generatedLeads(2, 12_000)), folder, {
          createFile: diskOf(capacity),
        }),
      );
      expect(error).toMatchObject({ code: 'disk-full', file: folder });
      expect(error.message).toContain(folder);
      expect(error.remedy).toContain('Free some space');
      expect(readdirSync(library)).toEqual([]);
    },
  );

  it('leaves nothing when it is cancelled or when reading fails', async () => {
    const library = temporaryFolder();
    const folder = path.join(library, 'recording');
    const controller = new AbortController();
    const cancelled = await appErrorOf(() =>
      writeRecordingFolder(stream(generatedLeads(1, 30_000)), folder, {
        signal: controller.signal,
        onChunk: () => {
          controller.abort();
        },
      }),
    );
    expect(cancelled.code).toBe('cancelled');
    const broken: RecordingStream = {
      ...stream(generatedLeads(1, 10)),
      *chunks() {
        yield* chunksOf(generatedLeads(1, 10));
        throw new Error('detector failed');
      },
    };
    await expect(writeRecordingFolder(broken, folder)).rejects.toThrow('detector failed');
    const empty = await appErrorOf(() => writeRecordingFolder(stream([new Int16Array(0)]), folder));
    expect(empty.code).toBe('file-truncated');
    expect(readdirSync(library)).toEqual([]);
  });

  it('replaces what a crash left, but never a recording', async () => {
    const folder = path.join(temporaryFolder(), 'recording');
    mkdirSync(`${folder}.partial`);
    writeFileSync(path.join(`${folder}.partial`, 'lead-9.i16'), 'half');
    await writeRecordingFolder(stream(generatedLeads(1, 10)), folder);
    expect(existsSync(path.join(folder, 'lead-9.i16'))).toBe(false);
    expect(existsSync(`${folder}.partial`)).toBe(false);
    const again = await appErrorOf(() =>
      writeRecordingFolder(stream(generatedLeads(1, 99)), folder),
    );
    expect(again).toMatchObject({ code: 'conflict', file: folder });
    const recording = openRecordingFolder(folder);
    expect(recording.sampleCount).toBe(10);
    recording.close();
  });
});

describe('reading', () => {
  it('returns any stretch of a lead, INVALID_SAMPLE outside the recording', async () => {
    const leads = generatedLeads(2, 50);
    const recording = await stored(leads);
    fc.assert(
      fc.property(
        fc.integer({ min: -20, max: 70 }),
        fc.integer({ min: -20, max: 70 }),
        fc.nat(1),
        (start, end, lead) => {
          const expected = Array.from(
            { length: Math.max(0, end - start) },
            (_, index) => leads[lead]?.[start + index] ?? INVALID_SAMPLE,
          );
          expect([...recording.read(lead, start, end)]).toEqual(expected);
        },
      ),
    );
    expect(() => recording.read(2, 0, 1)).toThrow(RangeError);
    expect(recording.info).toEqual(recordingInfo('r', 2));
    recording.close();
  });

  it('draws any window with at least two points per column and without losing an extreme', async () => {
    const sampleCount = 20_000;
    const leads = generatedLeads(2, sampleCount);
    leads[0]?.fill(0);
    for (const peak of [0, 777, 12_345, sampleCount - 1]) leads[0]?.fill(1500, peak, peak + 1);
    leads[1]?.fill(INVALID_SAMPLE, 5000, 9000);
    const recording = await stored(leads);
    const bound = fc.double({ min: -3000, max: sampleCount + 3000, noNaN: true });
    fc.assert(
      fc.property(bound, bound, fc.integer({ min: 1, max: 300 }), (one, two, columns) => {
        const [start, end] = [Math.min(one, two), Math.max(one, two)];
        const window = recording.window(start, end, columns);
        const { startSample, samplesPerPoint, pointsPerLead } = window;
        const first = Math.min(Math.max(Math.floor(start), 0), sampleCount);
        const last = Math.max(first, Math.min(Math.ceil(end), sampleCount));
        expect(startSample % samplesPerPoint).toBe(0);
        expect(startSample).toBeLessThanOrEqual(first);
        expect(startSample + pointsPerLead * samplesPerPoint).toBeGreaterThanOrEqual(last);
        const pointsPerColumn = (end - start) / columns / samplesPerPoint;
        expect(samplesPerPoint === 1 || pointsPerColumn >= 2).toBe(true);
        window.leads.forEach(({ min, max }, lead) => {
          expect(min).toHaveLength(pointsPerLead);
          for (let point = 0; point < pointsPerLead; point++) {
            const from = startSample + point * samplesPerPoint;
            const covered =
              leads[lead]?.subarray(from, from + samplesPerPoint) ?? new Int16Array(0);
            const valid = covered.filter((sample) => sample !== INVALID_SAMPLE);
            const none = valid.length === 0;
            expect(min[point]).toBe(none ? INVALID_SAMPLE : Math.min(...valid));
            expect(max[point]).toBe(none ? INVALID_SAMPLE : Math.max(...valid));
          }
        });
      }),
      { numRuns: 60 },
    );
    recording.close();
  });

  it('sends samples to a close view and few points to a far one', async () => {
    const recording = await stored(generatedLeads(1, 100_000));
    const at = (samples: number): [number, number] => {
      const { samplesPerPoint, pointsPerLead } = recording.window(0, samples, 100);
      return [samplesPerPoint, pointsPerLead];
    };
    expect(at(700)).toEqual([1, 700]);
    expect(at(800)).toEqual([4, 200]);
    expect(at(3200)).toEqual([16, 200]);
    expect(at(100_000)).toEqual([256, 391]);
    recording.close();
  });

  it('filters the samples before it reduces them, the same whatever window they are in', async () => {
    const sampleCount = 30_000;
    const leads = generatedLeads(2, sampleCount).map((lead) =>
      lead.map((value, index) => Math.round(value / 20 + 3000 * Math.sin(index / 800))),
    );
    const recording = await stored(leads);
    const choice = { lead: 1, filter: { highPassHz: 0.5, notchHz: 60, lowPassHz: 40 } };
    const [all] = recording.window(0, sampleCount, 2 * sampleCount, choice).leads;
    expect(Math.max(...(all?.min ?? []))).toBeLessThan(1000);
    const bound = fc.integer({ min: 0, max: sampleCount });
    fc.assert(
      fc.property(bound, bound, fc.integer({ min: 10, max: 4000 }), (one, two, columns) => {
        const [start, end] = [Math.min(one, two), Math.max(one, two)];
        const window = recording.window(start, end, columns, choice);
        expect(window.leads).toHaveLength(1);
        const { startSample, samplesPerPoint, pointsPerLead } = window;
        for (let point = 0; point < pointsPerLead; point += 7) {
          const from = startSample + point * samplesPerPoint;
          const part = all?.min.subarray(from, from + samplesPerPoint) ?? [];
          const low = window.leads[0]?.min[point] ?? 0;
          const high = window.leads[0]?.max[point] ?? 0;
          expect(Math.abs(low - Math.min(...part))).toBeLessThanOrEqual(1);
          expect(Math.abs(high - Math.max(...part))).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 40 },
    );
    recording.close();
  });
});

describe('damage', () => {
  it.each(['recording.json', 'lead-0.i16', 'lead-1.pyramid'])(
    'of %s is noticed and named',
    async (name) => {
      const folder = path.join(temporaryFolder(), 'recording');
      await writeRecordingFolder(stream(generatedLeads(2, 100)), folder);
      truncateSync(path.join(folder, name), 6);
      const error = await appErrorOf(() => openRecordingFolder(folder));
      expect(error.file).toBe(path.join(folder, name));
      expect(error.code).toBe(name === 'recording.json' ? 'file-malformed' : 'file-truncated');
      expect(error.remedy).toContain('import it again');
    },
  );

  it('a missing folder', async () => {
    const error = await appErrorOf(() => openRecordingFolder(path.join(temporaryFolder(), 'none')));
    expect(error.code).toBe('file-missing');
  });
});
