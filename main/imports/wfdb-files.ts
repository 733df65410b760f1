import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { AppError } from '../../app/domain/app-error.ts';
import { asFileError, systemCodeOf } from './file-errors.ts';

/** The largest header or annotation file that is read into memory. */
const LARGEST_TEXT_FILE_BYTES = 1 << 20;
const LARGEST_ANNOTATION_FILE_BYTES = 256 << 20;

/** Where the files of one WFDB record lie. */
export interface WfdbLocation {
  /** Absolute, symbolic links resolved. */
  readonly folder: string;
  /** Name without extension, shared by header and annotation files. */
  readonly name: string;
  readonly headerFile: string;
}

/** Accepts the path of a header, of a signal file or of the record without extension. */
export async function locateRecord(path: string): Promise<WfdbLocation> {
  const name = basename(path).replace(/\.(?:hea|dat)$/i, '');
  const givenFolder = dirname(path);
  const headerFile = join(givenFolder, `${name}.hea`);
  const folder = await realpath(givenFolder).catch((error: unknown) => {
    throw missingHeader(headerFile, error);
  });
  return { folder, name, headerFile };
}

export async function readHeaderFile(location: WfdbLocation): Promise<Uint8Array> {
  const { headerFile } = location;
  try {
    await refuseUnlessFile(headerFile, LARGEST_TEXT_FILE_BYTES, 'a WFDB header');
    return await readFile(headerFile);
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') throw missingHeader(headerFile, error);
    throw asFileError(error, headerFile, 'read');
  }
}

export async function readAnnotationFile(file: string): Promise<Uint8Array> {
  try {
    await refuseUnlessFile(file, LARGEST_ANNOTATION_FILE_BYTES, 'a WFDB annotation file');
    return await readFile(file);
  } catch (error) {
    throw asFileError(error, file, 'read');
  }
}

/**
 * The file that a header names, opened paths only below the record's own folder: a header comes
 * from outside and must not make Ectopy read anything else on the computer.
 */
export async function locateSignalFile(
  location: WfdbLocation,
  fileName: string,
): Promise<{ path: string | Buffer; shown: string; sizeBytes: number }> {
  const shown = join(location.folder, fileName);
  if (isSuspicious(fileName)) throw outsideFolder(location, fileName);
  for (const path of possiblePaths(location.folder, fileName)) {
    try {
      const real = await realpath(path);
      if (!real.startsWith(folderPrefix(location.folder))) throw outsideFolder(location, fileName);
      const status = await stat(path);
      if (!status.isFile()) throw notAFile(shown);
      return { path, shown, sizeBytes: status.size };
    } catch (error) {
      if (systemCodeOf(error) !== 'ENOENT') throw asFileError(error, shown, 'read');
    }
  }
  throw new AppError(
    'file-missing',
    `The signal file "${fileName}" of record ${location.name} is missing.`,
    { file: shown, remedy: `Put "${fileName}" into the folder of ${location.name}.hea.` },
  );
}

/** A name with bytes beyond ASCII may be stored as UTF-8 or, by old systems, as Latin-1. */
function possiblePaths(folder: string, fileName: string): (string | Buffer)[] {
  const asWritten = join(folder, fileName);
  const isLatin1 = /[\u0080-\u00ff]/.test(fileName) && !/[\u0100-\uffff]/.test(fileName);
  if (!isLatin1) return [asWritten];
  return [asWritten, Buffer.concat([Buffer.from(folder + sep), Buffer.from(fileName, 'latin1')])];
}

/** Absolute on any system, climbing, or holding a NUL: refused before the disk is touched. */
function isSuspicious(fileName: string): boolean {
  return (
    /^(?:[/\\]|[A-Za-z]:)/.test(fileName) ||
    fileName.includes('\0') ||
    fileName.split(/[/\\]/).includes('..')
  );
}

function folderPrefix(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

async function refuseUnlessFile(file: string, limitBytes: number, what: string): Promise<void> {
  const status = await stat(file);
  if (!status.isFile()) throw notAFile(file);
  if (status.size > limitBytes) {
    throw new AppError('file-malformed', `"${file}" is too large for ${what}.`, {
      file,
      remedy: 'Choose the .hea file of a WFDB record.',
    });
  }
}

function notAFile(file: string): AppError {
  return new AppError('file-malformed', `"${file}" is not a regular file.`, {
    file,
    remedy: 'Choose the .hea file of a WFDB record.',
  });
}

function missingHeader(headerFile: string, cause: unknown): AppError {
  return new AppError('file-missing', `There is no WFDB header "${headerFile}".`, {
    file: headerFile,
    remedy: `Put ${basename(headerFile)} beside the signal file, or choose another recording.`,
    cause,
  });
}

function outsideFolder(location: WfdbLocation, fileName: string): AppError {
  return new AppError(
    'outside-folder',
    `The header of record ${location.name} names "${fileName}", which lies outside its folder.`,
    {
      file: location.headerFile,
      remedy: 'Put the signal file beside the header and correct its name there.',
    },
  );
}
