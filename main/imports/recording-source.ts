import { access } from 'node:fs/promises';
import { extname } from 'node:path';
import { AppError } from '../../app/domain/app-error.ts';
import type { RecordingFormat, RecordingSource } from './recording-format.ts';
import { openWfdbSource } from './wfdb-source.ts';

export type { RecordingSource } from './recording-format.ts';
export { readReferenceAnnotations } from './wfdb-annotations.ts';

const WFDB: RecordingFormat = {
  name: 'WFDB (.hea, .dat)',
  async accepts(path) {
    if (/^(?:\.hea|\.dat|)$/i.test(extname(path))) return true;
    // A record name may hold a dot itself.
    return access(`${path}.hea`).then(
      () => true,
      () => false,
    );
  },
  open: openWfdbSource,
};

/** Every format that can be imported, asked in this order; a new one is one more entry. */
const FORMATS: readonly RecordingFormat[] = [WFDB];

/**
 * Opens the recording at `path` in whatever format it is. For WFDB that is the path of the header,
 * of a signal file, or of the record without extension. Throws AppError.
 */
export async function openRecordingSource(path: string): Promise<RecordingSource> {
  for (const format of FORMATS) {
    if (await format.accepts(path)) return format.open(path);
  }
  throw new AppError('unsupported-format', `"${path}" is not a recording that Ectopy reads.`, {
    file: path,
    remedy: `Choose a recording in one of these formats: ${FORMATS.map(({ name }) => name).join(', ')}.`,
  });
}
