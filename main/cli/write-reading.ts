import { mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { codeOfBeatClass } from '../../app/domain/annotation-codes.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { beatClassAt } from '../../app/domain/beat-class.ts';
import { looksLikeAnnotations, type WfdbAnnotation } from '../../app/formats/wfdb/annotation.ts';
import { asFileError } from '../imports/file-errors.ts';
import { exists } from '../imports/output-file.ts';
import { readAnnotationFile } from '../imports/wfdb-files.ts';
import { writeWfdbAnnotations } from '../imports/wfdb-writer.ts';

/** Annotator name of Ectopy's own readings: `RECORD.ect`. */
const READING_ANNOTATOR = 'ect';

/**
 * Where the readings of one run go: `<folder>/<record>.ect`. An earlier reading is replaced;
 * a file of that name that is anything else is not touched.
 */
export class ReadingFolder {
  readonly #folder: string;
  readonly #written = new Set<string>();

  constructor(folder: string) {
    this.#folder = path.resolve(folder);
  }

  /** Fails early where writing would. `original`: the path the recording was opened by. */
  async prepare(
    record: string,
    original: { readonly path: string; readonly annotators: readonly string[] },
  ): Promise<string> {
    const file = path.join(this.#folder, `${record}.${READING_ANNOTATOR}`);
    try {
      await mkdir(this.#folder, { recursive: true });
    } catch (error) {
      throw asFileError(error, this.#folder, 'written');
    }
    if (this.#written.has(file)) {
      throw conflict(
        file,
        `Two of the recordings are named ${record}.`,
        'Analyze them one by one.',
      );
    }
    if (await exists(file)) {
      const beside =
        (await realpath(path.dirname(original.path))) === (await realpath(this.#folder));
      // Beside the original, the import knows which files belong to the recording's signals.
      const isReading = beside
        ? original.annotators.includes(READING_ANNOTATOR)
        : looksLikeAnnotations(await readAnnotationFile(file));
      if (!isReading) {
        throw conflict(
          file,
          `"${file}" is no annotation file.`,
          'Choose another folder for --out.',
        );
      }
    }
    this.#written.add(file);
    return file;
  }

  async write(file: string, beatSamples: Uint32Array, beatClass: Uint8Array): Promise<void> {
    await writeWfdbAnnotations(file, beatAnnotations(beatSamples, beatClass), { overwrite: true });
  }
}

/** Beats as WFDB annotations; `beatClass` holds indices into BEAT_CLASSES. */
export function* beatAnnotations(
  beatSamples: Uint32Array,
  beatClass: Uint8Array,
): Generator<WfdbAnnotation> {
  for (const [beat, sample] of beatSamples.entries()) {
    const code = codeOfBeatClass(beatClassAt(beatClass[beat] ?? 0));
    yield { sample, code, subtype: 0, channel: 0, num: 0, aux: '' };
  }
}

function conflict(file: string, message: string, remedy: string): AppError {
  return new AppError('conflict', `${message} Nothing was overwritten.`, { file, remedy });
}
