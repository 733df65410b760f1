import path from 'node:path';
import { codeOfBeatClass } from '../../app/domain/annotation-codes.ts';
import { beatClassAt } from '../../app/domain/beat-class.ts';
import type { SignedBeats } from '../../app/evaluation/adjudication.ts';
import type { WfdbAnnotation } from '../../app/formats/wfdb/annotation.ts';
import { writeFileWhole } from '../imports/output-file.ts';
import { writeWfdbAnnotations } from '../imports/wfdb-writer.ts';
import type { StoredReading } from '../store/queries/readings.ts';
import type { SignedVersion } from '../store/queries/signed-versions.ts';
import type { CoreContext } from './context.ts';
import { findRecording } from './find-recording.ts';
import { NOTHING_BESIDES_BEATS, signedContents } from './signed-state.ts';

/** Annotator names, at most six letters, as other WFDB tools ask for. */
const ANNOTATORS: Readonly<Record<StoredReading['kind'], string>> = {
  first: 'first',
  second: 'second',
  adjudicated: 'adjud',
};

/**
 * Writes a signed version as `<record>.<annotator>` and what was signed as `<record>.<annotator>.json`.
 * @throws AppError conflict when a file exists already, and what writing throws
 */
export async function exportVersion(
  { store }: Pick<CoreContext, 'store'>,
  recordingId: string,
  version: SignedVersion,
  folder: string,
): Promise<string> {
  const recording = findRecording(store, recordingId);
  const reading = store.readings
    .ofRecording(recording.key)
    .find(({ key }) => key === version.readingKey);
  const kind = reading?.kind ?? 'first';
  const file = path.join(folder, `${recording.name}.${ANNOTATORS[kind]}`);
  const { regions, events, bookmarks, conclusion } = signedContents(
    store,
    version,
    NOTHING_BESIDES_BEATS,
  );
  const statement = {
    record: recording.name,
    reading: kind,
    blinded: reading?.blinded ?? false,
    version: version.number,
    reader: version.reader,
    signedAt: version.signedAt,
    model: version.modelId,
    beats: version.beatCount,
    sha256: version.sha256,
    hashScheme: version.hashScheme,
    criteria: JSON.parse(version.criteria) as unknown,
    // Whom it is about stays here: what leaves the library names nobody unasked.
    ...{ regions, events, bookmarks, conclusion },
  };
  await writeFileWhole(`${file}.json`, (output) =>
    output.write(new TextEncoder().encode(`${JSON.stringify(statement, null, 2)}\n`)),
  );
  await writeWfdbAnnotations(file, annotationsOf(store.signedVersions.beats(version)));
  return file;
}

function* annotationsOf({ sample, beatClass }: SignedBeats): Generator<WfdbAnnotation> {
  for (const [row, at] of sample.entries()) {
    const code = codeOfBeatClass(beatClassAt(beatClass[row] ?? 0));
    yield { sample: at, code, subtype: 0, channel: 0, num: 0, aux: '' };
  }
}
