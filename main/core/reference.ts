import type { BeatColumns } from '../../app/contract/beat-columns.ts';
import { NO_MODEL_CLASS } from '../../app/contract/beat-columns.ts';
import type { Comparison } from '../../app/contract/schemas.ts';
import { beatClassOfCode, codeOfBeatClass } from '../../app/domain/annotation-codes.ts';
import type { ClassMapping } from '../../app/domain/annotation-codes.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { beatClassAt, beatClassIndex } from '../../app/domain/beat-class.ts';
import { REFERENCE_ROWS, TEST_COLUMNS } from '../../app/evaluation/beat-matrix.ts';
import type { BeatPairs } from '../../app/evaluation/beat-matrix.ts';
import type { DetectionRate } from '../../app/evaluation/beat-statistics.ts';
import { compareBeats, EC57_LEARNING_PERIOD_S } from '../../app/evaluation/ec57.ts';
import { recordingFingerprint } from '../imports/recording-fingerprint.ts';
import { readReferenceAnnotations } from '../imports/recording-source.ts';
import type { ReferenceReading } from '../store/queries/reference-readings.ts';
import { toBeatColumns } from './beat-table.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import { findRecording } from './find-recording.ts';
import { TRUTH_ANNOTATOR } from './import-recording.ts';
import { wasTrainedOn } from './own-training-data.ts';

/** Shown beside the reading with escape beats as N, as the models were trained. */
const SHOWN_MAPPING: ClassMapping = 'aami-literature';
/** Compared as the reference tool bxb does, so that the figures can be checked against it. */
const COMPARED_MAPPING: ClassMapping = 'aami-bxb';

/**
 * EC57 leaves out the first five minutes. Of a recording shorter than this, s, less than half would be
 * left, so all of it is compared.
 */
const SHORTEST_WITH_LEARNING_PERIOD_S = 2 * EC57_LEARNING_PERIOD_S;

/** Reads an annotation file beside the original, which is only ever read, and keeps what it says. */
export async function loadReference(
  { store, emit }: CoreContext,
  recordingId: string,
  annotator: string,
): Promise<{ annotator: string; beats: number }> {
  const { key, sourcePath, sampleRateHz, sampleCount } = findRecording(store, recordingId);
  if (annotator !== TRUTH_ANNOTATOR || store.referenceReadings.read(key, annotator) === null) {
    const file = await readReferenceAnnotations(sourcePath, annotator);
    const scale = sampleRateHz / (file.sampleRateHz ?? sampleRateHz);
    const inside = file.annotations
      .map(({ sample, code, subtype }) => ({ sample: Math.round(sample * scale), code, subtype }))
      .filter(({ sample }) => sample >= 0 && sample < sampleCount);
    const reading: ReferenceReading = {
      annotator,
      sample: Uint32Array.from(inside, ({ sample }) => sample),
      code: Uint8Array.from(inside, ({ code }) => code),
      subtype: Int8Array.from(inside, ({ subtype }) => subtype),
    };
    store.referenceReadings.write(key, reading, now());
    emit({ name: 'recording:changed', payload: { recordingId } });
  }
  return { annotator, beats: referenceColumns(findReference(store, key, annotator)).count };
}

/** The beats of a reference reading in the layout of the recording's own. */
export function referenceColumns({ sample, code }: ReferenceReading): BeatColumns {
  const classes = Array.from(code, (value) => beatClassOfCode(value, SHOWN_MAPPING));
  const beats = classes.flatMap((beatClass, index) => (beatClass === null ? [] : [index]));
  const count = beats.length;
  return {
    count,
    beatId: Uint32Array.from(beats, (_, index) => index + 1),
    sample: Uint32Array.from(beats, (index) => sample[index] ?? 0),
    beatClass: Uint8Array.from(beats, (index) => beatClassIndex(classes[index] ?? 'Q')),
    modelClass: new Uint8Array(count).fill(NO_MODEL_CLASS),
    confidence: new Uint8Array(count).fill(NO_MODEL_CLASS),
    flags: new Uint8Array(count),
  };
}

/** @throws AppError not-found when that reference was not loaded */
export function findReference(
  store: CoreContext['store'],
  key: number,
  annotator: string,
): ReferenceReading {
  const reference = store.referenceReadings.read(key, annotator);
  if (reference === null) {
    throw new AppError('not-found', `The reference "${annotator}" is not loaded.`, {
      remedy: 'Load it first.',
    });
  }
  return reference;
}

/** The current reading against a reference by the rules of EC57. */
export function compareWithReference(
  { store, readings, openFolders }: CoreContext,
  recordingId: string,
  annotator: string,
): Comparison {
  const { recording, reading, predictions } = readings.of(recordingId);
  const { sampleRateHz, sampleCount } = recording;
  const reference = findReference(store, recording.key, annotator);
  const own = toBeatColumns(reading, predictions);
  const long = sampleCount >= SHORTEST_WITH_LEARNING_PERIOD_S * sampleRateHz;
  const { matrix, statistics, pairs } = compareBeats(
    Array.from(reference.sample, (sample, index) => ({
      sample,
      code: reference.code[index] ?? 0,
      subtype: reference.subtype[index] ?? 0,
    })),
    Array.from(own.sample, (sample, index) => ({
      sample,
      code: codeOfBeatClass(beatClassAt(own.beatClass[index] ?? 0)),
      subtype: 0,
    })),
    {
      sampleRateHz,
      sampleCount,
      mapping: COMPARED_MAPPING,
      learningPeriodS: long ? EC57_LEARNING_PERIOD_S : 0,
    },
  );
  const rows = matrix.toRows();
  const model = predictions === null ? null : store.models.byId(predictions.modelId);
  return {
    annotator,
    qrs: toStatistic(statistics.qrs),
    v: toStatistic(statistics.v),
    s: toStatistic(statistics.s),
    matrix: REFERENCE_ROWS.map((row) => [...rows[row]]),
    differences: differencesOf(pairs),
    ownTrainingData:
      model !== null &&
      wasTrainedOn(
        model,
        {
          id: recordingId,
          name: recording.name,
          fingerprint: () => recordingFingerprint(openFolders.of(recordingId)),
        },
        (id) => store.models.byId(id),
      ),
  };
}

function toStatistic({ sensitivity, positivePredictivity }: DetectionRate): Comparison['qrs'] {
  return { se: sensitivity, ppv: positivePredictivity };
}

function differencesOf(pairs: BeatPairs): number[] {
  return REFERENCE_ROWS.flatMap((row) =>
    TEST_COLUMNS.filter((column) => column !== row.toLowerCase()).flatMap((column) =>
      pairs
        .inCell(row, column)
        .map(({ referenceSample, testSample }) => (testSample >= 0 ? testSample : referenceSample)),
    ),
  ).toSorted((a, b) => a - b);
}
