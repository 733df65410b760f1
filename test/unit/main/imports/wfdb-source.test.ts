import { appendFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type IntegrityFinding, INVALID_SAMPLE } from '../../../../app/domain/recording.ts';
import { encodeAnnotations } from '../../../../app/formats/wfdb/write-annotation.ts';
import {
  openRecordingSource,
  readReferenceAnnotations,
  type RecordingSource,
} from '../../../../main/imports/recording-source.ts';
import { appErrorOf } from '../../../support/app-errors.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import {
  bytesOf,
  generatedLeads,
  readAll,
  writeGeneratedRecord,
  writeRawRecord,
} from '../../../support/wfdb-record.ts';

function failed(source: RecordingSource): Pick<IntegrityFinding, 'check' | 'lead'>[] {
  return source
    .findings()
    .filter((finding) => !finding.ok)
    .map(({ check, lead }) => ({ check, lead }));
}

describe('a whole record', () => {
  it.each([16, 212] as const)(
    'of format %i is read in chunks, all checks passed',
    async (format) => {
      const folder = temporaryFolder();
      const sampleCount = 150_001;
      const file = await writeGeneratedRecord(folder, 'r', { leadCount: 3, sampleCount, format });
      const source = await openRecordingSource(file);
      expect(source.expectedSamples).toBe(sampleCount);
      const leads = await readAll(source);
      const asBytes = (lead: Iterable<number>): Buffer => Buffer.from(Int16Array.from(lead).buffer);
      expect(leads.map(asBytes)).toEqual(generatedLeads(3, sampleCount).map(asBytes));
      expect(failed(source)).toEqual([]);
      expect(source.findings().map(({ check }) => check)).toEqual([
        'length',
        ...Array<string[]>(3).fill(['first-value', 'checksum']).flat(),
      ]);
    },
  );

  it('opens by header, signal file or record name', async () => {
    const folder = temporaryFolder();
    await writeGeneratedRecord(folder, 'r');
    for (const name of ['r.hea', 'r.dat', 'r']) {
      expect((await openRecordingSource(path.join(folder, name))).info.name).toBe('r');
    }
  });

  it('can be read twice', async () => {
    const source = await openRecordingSource(await writeGeneratedRecord(temporaryFolder(), 'r'));
    const first = await readAll(source);
    expect(await readAll(source)).toEqual(first);
    expect(failed(source)).toEqual([]);
  });

  it('joins files with a preamble, several samples a frame and a skew', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      path.join(folder, 'a.dat'),
      Buffer.concat([Buffer.alloc(3, 7), bytesOf(1, 2, 3, 4, 5, 6)]),
    );
    writeFileSync(path.join(folder, 'sub.bin'), bytesOf(10, 20, 30));
    const header =
      'r 2 125 3\na.dat 16x2+3 200 16 0 1 21 0 fast\nsub.bin 16:1 200 16 0 10 60 0 slow\n';
    const source = await openRecordingSource(writeRawRecord(folder, 'r', header));
    expect(source.info.sampleRateHz).toBe(250);
    expect(await readAll(source)).toEqual([
      [1, 2, 3, 4, 5, 6],
      [20, 20, 30, 30, INVALID_SAMPLE, INVALID_SAMPLE],
    ]);
    expect(failed(source)).toEqual([]);
  });

  it('reads to the end when the header states no length, without trusting the checksum', async () => {
    const header = 'r 1\nr.dat 16 200 16 0 5 999 0 II\n';
    const source = await openRecordingSource(
      writeRawRecord(temporaryFolder(), 'r', header, bytesOf(5, 6, 7)),
    );
    expect(source.expectedSamples).toBe(3);
    expect(await readAll(source)).toEqual([[5, 6, 7]]);
    expect(source.findings().map(({ check, ok }) => [check, ok])).toEqual([
      ['length', true],
      ['first-value', true],
    ]);
  });

  it('accepts a checksum that the header states unsigned', async () => {
    const header = 'r 1 250 2\nr.dat 16 200 16 0 -1 65532 0 II\n';
    const source = await openRecordingSource(
      writeRawRecord(temporaryFolder(), 'r', header, bytesOf(-1, -3)),
    );
    await readAll(source);
    expect(failed(source)).toEqual([]);
  });

  it('stops when it is cancelled', async () => {
    const file = await writeGeneratedRecord(temporaryFolder(), 'r', { sampleCount: 200_000 });
    const source = await openRecordingSource(file);
    const controller = new AbortController();
    let chunks = 0;
    const error = await appErrorOf(async () => {
      for await (const chunk of source.chunks(controller.signal)) {
        chunks += chunk.leads.length > 0 ? 1 : 0;
        controller.abort();
      }
    });
    expect(error.code).toBe('cancelled');
    expect(chunks).toBe(1);
  });
});

describe('a damaged record is imported as far as it goes, with a finding', () => {
  it('wrong checksum and first value', async () => {
    const header = 'r 2 250 2\nr.dat 16 200 16 0 9 4 0 I\nr.dat 16 200 16 0 2 7 0 II\n';
    const source = await openRecordingSource(
      writeRawRecord(temporaryFolder(), 'r', header, bytesOf(1, 2, 3, 4)),
    );
    expect(await readAll(source)).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect(failed(source)).toEqual([
      { check: 'first-value', lead: 0 },
      { check: 'checksum', lead: 1 },
    ]);
  });

  it.each([
    [
      'within a frame',
      'r 2 250 3\nr.dat 16 200 16 0 1 0 0\nr.dat 16 200 16 0 2 0 0\n',
      bytesOf(1, 2, 3),
    ],
    ['in the middle', 'r 1 250 9\nr.dat 16 200 16 0 1 0 0\n', bytesOf(1)],
  ])(
    'signal file truncated %s: what is there, and one length finding',
    async (_, header, bytes) => {
      const source = await openRecordingSource(
        writeRawRecord(temporaryFolder(), 'r', header, bytes),
      );
      expect(source.expectedSamples).toBe(1);
      expect((await readAll(source))[0]).toEqual([1]);
      expect(failed(source)).toEqual([{ check: 'length', lead: null }]);
    },
  );

  it('one of two files truncated: its lead becomes invalid, the other is whole', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'a.dat'), bytesOf(1, 2, 3));
    writeFileSync(path.join(folder, 'b.dat'), bytesOf(7));
    const header = 'r 2 250 3\na.dat 16 200 16 0 1 6 0 I\nb.dat 16 200 16 0 7 0 0 II\n';
    const source = await openRecordingSource(writeRawRecord(folder, 'r', header));
    expect(await readAll(source)).toEqual([
      [1, 2, 3],
      [7, INVALID_SAMPLE, INVALID_SAMPLE],
    ]);
    expect(failed(source)).toEqual([{ check: 'length', lead: 1 }]);
  });

  it('a file that becomes shorter between opening and reading', async () => {
    const folder = temporaryFolder();
    const file = await writeGeneratedRecord(folder, 'r', { leadCount: 1, sampleCount: 4 });
    const source = await openRecordingSource(file);
    truncateSync(path.join(folder, 'r.dat'), 3);
    expect(await readAll(source)).toEqual([
      [-2000, INVALID_SAMPLE, INVALID_SAMPLE, INVALID_SAMPLE],
    ]);
    expect(failed(source)).toEqual([{ check: 'length', lead: 0 }]);
  });

  it('more samples than the header states', async () => {
    const folder = temporaryFolder();
    const file = await writeGeneratedRecord(folder, 'r', { sampleCount: 10 });
    appendFileSync(path.join(folder, 'r.dat'), Buffer.alloc(40));
    const source = await openRecordingSource(file);
    expect((await readAll(source))[0]).toHaveLength(10);
    expect(failed(source)).toEqual([{ check: 'length', lead: null }]);
  });

  it('a renamed header', async () => {
    const folder = temporaryFolder();
    const file = await writeGeneratedRecord(folder, 'r');
    writeFileSync(path.join(folder, 'other.hea'), readFileSync(file));
    const source = await openRecordingSource(path.join(folder, 'other.hea'));
    expect(failed(source)).toEqual([{ check: 'header', lead: null }]);
  });
});

describe('names beyond ASCII', () => {
  it('UTF-8 names and comments', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'sinüs.dat'), bytesOf(1));
    const file = writeRawRecord(
      folder,
      '心拍',
      'r 1\nsinüs.dat 16 200 16 0 1 1 0 Ableitung Ⅱ\n# größe\n',
    );
    const source = await openRecordingSource(file);
    expect(source.info.leads[0]?.name).toBe('Ableitung Ⅱ');
    expect(source.info.comments).toEqual(['größe']);
    expect(await readAll(source)).toEqual([[1]]);
  });

  it.skipIf(process.platform !== 'linux')('Latin-1 names, as old systems stored them', async () => {
    const folder = temporaryFolder();
    const name = Buffer.from('sin\xfcs.dat', 'latin1');
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), bytesOf(1, 2));
    const header = Buffer.concat([Buffer.from('r 1\n'), name, Buffer.from(' 16\n')]);
    expect(await readAll(await openRecordingSource(writeRawRecord(folder, 'r', header)))).toEqual([
      [1, 2],
    ]);
  });
});

describe('annotation files beside a record', () => {
  it('are found by content, and read', async () => {
    const folder = temporaryFolder();
    const file = await writeGeneratedRecord(folder, 'r');
    const annotation = { sample: 7, code: 5, subtype: 0, channel: 1, num: 0, aux: '' };
    const bytes = encodeAnnotations([annotation], { sampleRateHz: 500 });
    for (const name of ['r.atr', 'r.qrs', 'other.atr', 'r.not-a-name']) {
      writeFileSync(path.join(folder, name), bytes);
    }
    writeFileSync(path.join(folder, 'r.txt'), 'Time,Type\n');
    writeFileSync(path.join(folder, 'r.csv'), '');
    mkdirSync(path.join(folder, 'r.dir'));
    expect((await openRecordingSource(file)).annotators).toEqual(['atr', 'qrs']);
    expect(await readReferenceAnnotations(file, 'atr')).toEqual({
      sampleRateHz: 500,
      definitions: [],
      annotations: [annotation],
      complete: true,
    });
  });

  it('are not confused with the signal file, even when its bytes would pass', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'r.sig'), bytesOf(0, 0));
    const source = await openRecordingSource(writeRawRecord(folder, 'r', 'r 1\nr.sig 16\n'));
    expect(source.annotators).toEqual([]);
  });

  it('that are missing, or named like a path, are refused', async () => {
    const file = await writeGeneratedRecord(temporaryFolder(), 'r');
    expect((await appErrorOf(() => readReferenceAnnotations(file, 'atr'))).code).toBe(
      'file-missing',
    );
    expect((await appErrorOf(() => readReferenceAnnotations(file, '../atr'))).code).toBe(
      'bad-request',
    );
  });
});
