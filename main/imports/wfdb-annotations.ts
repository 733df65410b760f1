import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../app/domain/app-error.ts';
import {
  looksLikeAnnotations,
  parseAnnotations,
  type WfdbAnnotations,
} from '../../app/formats/wfdb/annotation.ts';
import { asFileError } from './file-errors.ts';
import { locateRecord, readAnnotationFile, type WfdbLocation } from './wfdb-files.ts';

const ANNOTATOR_NAME = /^[A-Za-z0-9_]{1,16}$/;

/**
 * Annotators with a readable annotation file beside a record, sorted by name. The extension alone
 * says nothing in WFDB, so each candidate is read: a few hundred kilobytes for a whole day.
 */
export async function listAnnotators(
  location: WfdbLocation,
  signalFileNames: readonly string[],
): Promise<string[]> {
  const names = await readdir(location.folder).catch((error: unknown) => {
    throw asFileError(error, location.folder, 'read');
  });
  const prefix = `${location.name}.`;
  const annotators: string[] = [];
  for (const name of names.sort()) {
    const annotator = name.slice(prefix.length);
    const candidate =
      name.startsWith(prefix) &&
      ANNOTATOR_NAME.test(annotator) &&
      !['hea', 'dat'].includes(annotator.toLowerCase()) &&
      !signalFileNames.includes(name);
    if (candidate && (await holdsAnnotations(join(location.folder, name)))) {
      annotators.push(annotator);
    }
  }
  return annotators;
}

async function holdsAnnotations(file: string): Promise<boolean> {
  try {
    return looksLikeAnnotations(await readAnnotationFile(file));
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** Reads the annotations `annotator` of the record at `path`. Throws AppError. */
export async function readReferenceAnnotations(
  path: string,
  annotator: string,
): Promise<WfdbAnnotations> {
  if (!ANNOTATOR_NAME.test(annotator)) {
    throw new AppError('bad-request', `"${annotator}" is not an annotator name.`, {
      remedy: 'Use the extension of an annotation file, for example atr.',
    });
  }
  const location = await locateRecord(path);
  const file = join(location.folder, `${location.name}.${annotator}`);
  try {
    return parseAnnotations(await readAnnotationFile(file), file);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'file-missing')) throw error;
    throw new AppError('file-missing', `There is no annotation file "${file}".`, {
      file,
      remedy: `Put ${location.name}.${annotator} beside the recording, or choose another annotator.`,
      cause: error,
    });
  }
}
