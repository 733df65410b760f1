import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { AppError } from '../../../app/domain/app-error.ts';
import { KACHUEE_LENGTH } from '../../../app/signal/preparations/kachuee.ts';
import { asFileError } from '../../imports/file-errors.ts';
import type { LabelledBeats } from '../labelled-beats.ts';

/**
 * Beats of a CSV file in the form that Kachuee published: 187 numbers of 0..1 a row, then the index
 * of the class; read as a stream. A row in which 2 or 200 numbers stand, a word, or a class that
 * does not exist makes the file unusable, and the message names the line.
 * @throws AppError file-missing, file-malformed
 */
export async function readCsvBeats(
  folder: string,
  name: string,
  classes: number,
): Promise<LabelledBeats> {
  const file = join(folder, name);
  if (!existsSync(file)) {
    throw new AppError('file-missing', `There is no ${name} in "${folder}".`, {
      file,
      remedy: 'Name the folder with the published CSV files: as the data folder, or with --csv.',
    });
  }
  const windows: Float32Array[] = [];
  const beatClass: number[] = [];
  const parser = parse({ skip_empty_lines: true });
  try {
    await pipeline(createReadStream(file), parser, async (rows: AsyncIterable<string[]>) => {
      for await (const row of rows) {
        const numbers = row.map(numberOf);
        const own = numbers.at(-1) ?? Number.NaN;
        const samples = numbers.slice(0, -1);
        const fits =
          samples.length === KACHUEE_LENGTH &&
          samples.every((value) => Number.isFinite(value)) &&
          Number.isInteger(own) &&
          own >= 0 &&
          own < classes;
        if (!fits) throw damaged(file, parser.info.lines, classes);
        windows.push(Float32Array.from(samples));
        beatClass.push(own);
      }
    });
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof CsvError) throw damaged(file, parser.info.lines, classes, error);
    throw asFileError(error, file, 'read');
  }
  if (beatClass.length === 0) throw damaged(file, 1, classes);
  const joined = new Float32Array(windows.length * KACHUEE_LENGTH);
  windows.forEach((window, beat) => {
    joined.set(window, beat * KACHUEE_LENGTH);
  });
  return {
    inputLength: KACHUEE_LENGTH,
    windows: joined,
    beatClass: Uint8Array.from(beatClass),
  };
}

/** Trailing zeros are padding: what is left of a row is 1.2 RR intervals long. */
export function unpaddedLengths({ windows, inputLength }: LabelledBeats): Float32Array {
  return Float32Array.from({ length: windows.length / inputLength }, (_, beat) => {
    let length = inputLength;
    while (length > 0 && windows[beat * inputLength + length - 1] === 0) length -= 1;
    return length;
  });
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function damaged(file: string, line: number, classes: number, cause?: unknown): AppError {
  return new AppError(
    'file-malformed',
    `Line ${line} of the file is not a beat: ${KACHUEE_LENGTH} numbers and a class from 0 to ${classes - 1}.`,
    { file, remedy: 'Get the file anew; it must be as Kachuee published it.', cause },
  );
}
