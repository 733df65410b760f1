import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRecordingSource } from '../../../../main/imports/recording-source.ts';
import { appErrorOf } from '../../../support/app-errors.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import {
  bytesOf,
  readAll,
  writeGeneratedRecord,
  writeRawRecord,
} from '../../../support/wfdb-record.ts';

describe('what cannot be imported is refused, naming the file and a remedy', () => {
  async function refusal(open: () => unknown): Promise<{ code: string; file: string | undefined }> {
    const error = await appErrorOf(open);
    expect(error.remedy).toBeTruthy();
    return {
      code: error.code,
      file: error.file === undefined ? undefined : path.basename(error.file),
    };
  }

  it.each(['nothing.hea', 'nothing', 'folder/nothing.dat'])('no header: %s', async (name) => {
    const file = path.join(temporaryFolder(), name);
    expect(await refusal(() => openRecordingSource(file))).toEqual({
      code: 'file-missing',
      file: 'nothing.hea',
    });
  });

  it('no signal file', async () => {
    const folder = temporaryFolder();
    const file = await writeGeneratedRecord(folder, 'r');
    rmSync(path.join(folder, 'r.dat'));
    expect(await refusal(() => openRecordingSource(file))).toEqual({
      code: 'file-missing',
      file: 'r.dat',
    });
  });

  it('a signal file without one complete frame', async () => {
    const file = writeRawRecord(
      temporaryFolder(),
      'r',
      'r 2 250 9\nr.dat 16\nr.dat 16\n',
      bytesOf(1),
    );
    expect(await refusal(() => openRecordingSource(file))).toEqual({
      code: 'file-truncated',
      file: 'r.dat',
    });
  });

  it('a signal file that the preamble fills', async () => {
    const file = writeRawRecord(temporaryFolder(), 'r', 'r 1\nr.dat 16+100\n', bytesOf(1, 2));
    expect(await refusal(() => openRecordingSource(file))).toEqual({
      code: 'file-truncated',
      file: 'r.dat',
    });
  });

  it.each([
    '../secret.dat',
    'sub/../../secret.dat',
    '..\\secret.dat',
    '/etc/passwd',
    'C:\\secret.dat',
    '\\\\server\\share\\secret.dat',
  ])('a signal file outside the folder: %s', async (name) => {
    const parent = temporaryFolder();
    const folder = path.join(parent, 'records');
    mkdirSync(path.join(folder, 'sub'), { recursive: true });
    writeFileSync(path.join(parent, 'secret.dat'), bytesOf(1, 2));
    const file = writeRawRecord(folder, 'r', `r 1\n${name} 16\n`);
    expect(await refusal(() => openRecordingSource(file))).toEqual({
      code: 'outside-folder',
      file: 'r.hea',
    });
  });

  it('a symbolic link that leads outside the folder, though one within it is followed', async () => {
    const parent = temporaryFolder();
    const folder = path.join(parent, 'records');
    mkdirSync(folder);
    writeFileSync(path.join(parent, 'secret.dat'), bytesOf(1, 2));
    writeFileSync(path.join(folder, 'real.bin'), bytesOf(3, 4));
    symlinkSync(path.join(parent, 'secret.dat'), path.join(folder, 'r.dat'));
    symlinkSync('real.bin', path.join(folder, 'inside.dat'));
    const outside = writeRawRecord(folder, 'r', 'r 1\nr.dat 16\n');
    expect(await refusal(() => openRecordingSource(outside))).toEqual({
      code: 'outside-folder',
      file: 'r.hea',
    });
    const inside = writeRawRecord(folder, 'inside', 'inside 1\ninside.dat 16\n');
    expect(await readAll(await openRecordingSource(inside))).toEqual([[3, 4]]);
  });

  it('a folder or a device in place of a file', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'd'));
    mkdirSync(path.join(folder, 'x.hea'));
    const file = writeRawRecord(folder, 'r', 'r 1\nd 16\n');
    expect(await refusal(() => openRecordingSource(file))).toEqual({
      code: 'file-malformed',
      file: 'd',
    });
    expect(await refusal(() => openRecordingSource(path.join(folder, 'x.hea')))).toEqual({
      code: 'file-malformed',
      file: 'x.hea',
    });
  });

  it('a huge file that calls itself a header', async () => {
    const file = writeRawRecord(temporaryFolder(), 'r', new Uint8Array(2 << 20));
    expect(await refusal(() => openRecordingSource(file))).toEqual({
      code: 'file-malformed',
      file: 'r.hea',
    });
  });

  it('a file of another kind', async () => {
    const file = path.join(temporaryFolder(), 'notes.docx');
    writeFileSync(file, 'text');
    expect(await refusal(() => openRecordingSource(file))).toEqual({
      code: 'unsupported-format',
      file: 'notes.docx',
    });
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'a file without permission to read it',
    async () => {
      const file = await writeGeneratedRecord(temporaryFolder(), 'r');
      chmodSync(file, 0);
      expect(await refusal(() => openRecordingSource(file))).toEqual({
        code: 'forbidden',
        file: 'r.hea',
      });
    },
  );
});
