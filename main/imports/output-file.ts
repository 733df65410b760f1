import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../app/domain/app-error.ts';
import { asFileError } from './file-errors.ts';

/** A file being written from start to end. */
export interface OutputFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Returns once the bytes are on the disk, not merely in its cache. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Creates or empties a file. Tests pass their own to play a disk that fills up. */
export type CreateFile = (path: string) => Promise<OutputFile>;

export const createFileOnDisk: CreateFile = async (path) => {
  const handle = await open(path, 'w', 0o600);
  return {
    async write(bytes) {
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await handle.write(bytes, written, bytes.length - written);
        written += bytesWritten;
      }
    },
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
};

/** The memory of a typed array as bytes, without a copy; int16 is little endian on every platform Ectopy runs on. */
export function bytesOf(samples: Int16Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

/** Makes a rename or a new name durable, where the system can do that for folders. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows has no fsync for folders; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes one file whole or not at all: beside its place first, then by a rename. Throws AppError,
 * 'conflict' when the file exists and `overwrite` is not set.
 */
export async function writeFileWhole(
  path: string,
  write: (file: OutputFile) => Promise<void>,
  options: { overwrite?: boolean; createFile?: CreateFile } = {},
): Promise<void> {
  const { overwrite = false, createFile = createFileOnDisk } = options;
  if (!overwrite) await refuseExisting(path);
  const partial = `${path}.partial`;
  try {
    const file = await createFile(partial);
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(partial, { force: true });
    throw asFileError(error, path, 'written');
  }
}

export async function refuseExisting(path: string): Promise<void> {
  if (!(await exists(path))) return;
  throw new AppError('conflict', `"${path}" exists already and was not overwritten.`, {
    file: path,
    remedy: 'Choose another folder or name.',
  });
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
