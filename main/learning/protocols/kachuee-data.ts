import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProtocolResult } from '../../../app/contract/protocol-result.ts';
import { MIT_BIH_RECORDS, patientOfRecord } from '../../../app/learning/database-split.ts';
import { formatCount } from '../../../app/text/format.ts';
import { joinBeats, type LabelledBeats } from '../labelled-beats.ts';
import { originsOf, referenceBeats, viewBeats, withoutCutOffBeats, type BeatOrigins, type BeatView } from './beat-source.ts'; // prettier-ignore
import { assertDisjoint, splitAtRandom, withValidation, type BeatSplit } from './beat-split.ts';
import { readCsvBeats, unpaddedLengths } from './csv-beats.ts';
import { databaseInResult, readDatabase } from './labelled-database.ts';
import type { ProtocolContext } from './protocol-context.ts';

const TRAIN_FILE = 'mitbih_train.csv';
const TEST_FILE = 'mitbih_test.csv';
/** Records of a quick run: every class is among them. */
const QUICK_RECORDS = ['102', '200', '208', '209', '213'];

/** Beats with a random split of them: cut here, or as Kachuee published them. */
export interface SplitBeats {
  readonly origins: Pick<BeatOrigins, 'records' | 'patients' | 'recordOf' | 'beatClass'>;
  /** Null where the file does not say. */
  readonly timeS: Float32Array | null;
  readonly split: BeatSplit;
  readonly data: ProtocolResult['data'];
  readonly notes: readonly string[];
  /** All beats as a classifier or a control sees them; null where the data cannot give that. */
  readonly view: (view: BeatView) => LabelledBeats | null;
}

/**
 * Beats of all 48 records of the MIT-BIH Arrhythmia Database at their reference positions, classes by
 * `aami-literature`; a record's last beat is left out where its segment runs past the end, as in the
 * published files.
 */
export async function cutKachueeBeats(context: ProtocolContext): Promise<SplitBeats> {
  const { name, records, leftOut } = await readDatabase(context, {
    name: 'MIT-BIH Arrhythmia Database',
    folder: 'mitdb',
    records: context.options.quick ? QUICK_RECORDS : MIT_BIH_RECORDS,
    patientOf: patientOfRecord,
  });
  const sources = records.map((record) =>
    withoutCutOffBeats(referenceBeats(record, 'aami-literature')),
  );
  const origins = originsOf(sources);
  const split = splitAtRandom(origins.beatClass);
  assertDisjoint(split);
  const dropped = sources.reduce(
    (sum, { beatSamples, counted }) => sum + beatSamples.length - counted.length,
    0,
  );
  const unknown = records.reduce((sum, { unknownCodes }) => sum + unknownCodes, 0);
  return {
    origins,
    timeS: origins.timeS,
    split,
    data: [databaseInResult({ name, records, leftOut })],
    notes: [
      `${formatCount(origins.beatClass.length)} beats of ${records.length} records at reference positions; ${dropped} at the end of a record are left out because their segment runs past it.`,
      ...(unknown === 0
        ? []
        : [`${unknown} annotations have codes that no mapping knows and are left out.`]),
    ],
    view: (view) => viewBeats(sources, view),
  };
}

export function hasPublishedBeats(folder: string): boolean {
  return existsSync(join(folder, TRAIN_FILE));
}

/**
 * The published files themselves: their own split, and no records.
 * @throws AppError file-missing, file-malformed
 */
export async function readPublishedBeats(
  context: ProtocolContext,
  folder: string,
): Promise<SplitBeats> {
  context.stage('reading the published files');
  const train = await readCsvBeats(folder, TRAIN_FILE, 5);
  const tested = await readCsvBeats(folder, TEST_FILE, 5);
  const beats = joinBeats([train, tested]);
  const trainCount = train.beatClass.length;
  const positions = Uint32Array.from(beats.beatClass.keys());
  const split = {
    ...withValidation(beats.beatClass, positions.subarray(0, trainCount)),
    test: positions.slice(trainCount),
  };
  assertDisjoint(split);
  return {
    origins: {
      records: ['published files'],
      patients: ['unknown'],
      recordOf: new Uint16Array(beats.beatClass.length),
      beatClass: beats.beatClass,
    },
    timeS: null,
    split,
    data: [{ name: 'Kachuee’s CSV', records: [TRAIN_FILE, TEST_FILE], leftOut: [] }],
    notes: ['The files name no patients: there are no intervals by patient.'],
    view(view) {
      if (view === 'kachuee-1') return beats;
      if (view !== 'length') return null;
      return { ...beats, inputLength: 1, windows: unpaddedLengths(beats) };
    },
  };
}
