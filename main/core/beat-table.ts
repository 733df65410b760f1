import { FLAG_EDITED, NO_MODEL_CLASS } from '../../app/contract/beat-columns.ts';
import type { BeatColumns } from '../../app/contract/beat-columns.ts';
import type { BeatState } from '../../app/contract/schemas.ts';
import { CLASS_BEFORE_ANALYSIS, isEdited, shownBeat } from '../../app/domain/annotation-log.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { BEAT_CLASSES, beatClassIndex, zeroPerClass } from '../../app/domain/beat-class.ts';
import type { PerClass } from '../../app/domain/beat-class.ts';
import { beatMark, beatPlaces } from '../../app/domain/reading.ts';
import type { Reading } from '../../app/domain/reading.ts';
import { firstAtOrAfter } from '../../app/domain/sorted-search.ts';
import type { AnalysedTime } from '../../app/quality/analysed-time.ts';
import { isInside } from '../../app/domain/regions.ts';
import type { CurrentReading } from '../store/queries/current-readings.ts';
import type { Predictions } from '../store/queries/predictions.ts';
import { modelClassOf } from './open-reading.ts';

/** Current beats in the forms in which they leave the core. */

const CLASS_COUNT = BEAT_CLASSES.length;
/** Stored probabilities are 0..65535, the confidence of a beat column 0..254. */
const PROBABILITY_SCALE = 65535;
const CONFIDENCE_SCALE = 254;

export function toBeatColumns(reading: Reading, predictions: Predictions | null): BeatColumns {
  const { beatId, sample, marked } = beatPlaces(reading);
  const count = beatId.length;
  const beatClass = new Uint8Array(count);
  const modelClass = new Uint8Array(count).fill(NO_MODEL_CLASS);
  const confidence = new Uint8Array(count).fill(NO_MODEL_CLASS);
  const flags = new Uint8Array(count);
  const unclassified = beatClassIndex(CLASS_BEFORE_ANALYSIS);
  for (let index = 0; index < count; index++) {
    const id = beatId[index] ?? 0;
    const predicted = predictions?.classes[id - 1] ?? NO_MODEL_CLASS;
    if (predictions !== null && predicted !== NO_MODEL_CLASS) {
      const probability = predictions.probabilities[(id - 1) * CLASS_COUNT + predicted] ?? 0;
      modelClass[index] = predicted;
      confidence[index] = Math.round((probability / PROBABILITY_SCALE) * CONFIDENCE_SCALE);
    }
    const mark = marked[index] === 1 ? reading.marks.get(id) : undefined;
    if (mark !== undefined && isEdited(reading, id, mark)) flags[index] = FLAG_EDITED;
    const fromModel = predicted === NO_MODEL_CLASS ? unclassified : predicted;
    beatClass[index] = mark?.label ? beatClassIndex(mark.label.beatClass) : fromModel;
  }
  return { count, beatId, sample, beatClass, modelClass, confidence, flags };
}

/** Places and classes alone: all that rhythm is read from. */
export function toClassColumns(
  reading: Reading,
  predictions: Predictions | null,
): Pick<BeatColumns, 'sample' | 'beatClass'> {
  const { beatId, sample, marked } = beatPlaces(reading);
  const beatClass = new Uint8Array(beatId.length);
  const unclassified = beatClassIndex(CLASS_BEFORE_ANALYSIS);
  for (let index = 0; index < beatId.length; index++) {
    const id = beatId[index] ?? 0;
    const label = marked[index] === 1 ? reading.marks.get(id)?.label : null;
    const predicted = predictions?.classes[id - 1] ?? NO_MODEL_CLASS;
    const fromModel = predicted === NO_MODEL_CLASS ? unclassified : predicted;
    beatClass[index] = label ? beatClassIndex(label.beatClass) : fromModel;
  }
  return { sample, beatClass };
}

/** @throws AppError not-found */
export function toBeatState(
  reading: Reading,
  predictions: Predictions | null,
  beatId: number,
): BeatState {
  const mark = beatMark(reading, beatId);
  if (mark === null) {
    throw new AppError('not-found', `The recording has no beat number ${beatId}.`);
  }
  const modelClass = modelClassOf(predictions, beatId);
  // A deleted beat is described as it was.
  const shown = shownBeat({ ...mark, deleted: false }, modelClass);
  const probabilities = toProbabilities(predictions, beatId);
  return {
    beatId,
    sample: mark.sample,
    beatClass: shown?.beatClass ?? CLASS_BEFORE_ANALYSIS,
    deleted: mark.deleted,
    edited: isEdited(reading, beatId, mark),
    modelClass,
    confidence: modelClass === null ? null : (probabilities?.[modelClass] ?? null),
  };
}

/** The model's probability of each class, 0..1. */
export function toProbabilities(predictions: Predictions | null, beatId: number): PerClass | null {
  if (predictions === null || modelClassOf(predictions, beatId) === null) return null;
  const first = (beatId - 1) * CLASS_COUNT;
  const probabilities = zeroPerClass();
  BEAT_CLASSES.forEach((name, index) => {
    probabilities[name] = (predictions.probabilities[first + index] ?? 0) / PROBABILITY_SCALE;
  });
  return probabilities;
}

/** Counts without building the table. Beats in excluded time are left out. */
export function countReading(
  reading: Reading,
  predictions: Predictions | null,
  { excluded, analysedSamples, assessed }: AnalysedTime,
): CurrentReading {
  const { detected, marks } = reading;
  const counts = new Uint32Array(256);
  if (predictions === null) counts[NO_MODEL_CLASS] = detected.length;
  else {
    for (let index = 0; index < detected.length; index++) {
      const predicted = predictions.classes[index] ?? NO_MODEL_CLASS;
      counts[predicted] = (counts[predicted] ?? 0) + 1;
    }
  }
  const byClass = zeroPerClass();
  BEAT_CLASSES.forEach((name, index) => {
    byClass[name] = counts[index] ?? 0;
  });
  byClass[CLASS_BEFORE_ANALYSIS] += counts[NO_MODEL_CLASS] ?? 0;

  let beatCount = detected.length;
  let editedCount = 0;
  let excludedBeats = 0;
  for (const { startSample, endSample } of excluded) {
    const end = firstAtOrAfter(detected, endSample);
    for (let index = firstAtOrAfter(detected, startSample); index < end; index++) {
      if (marks.has(index + 1)) continue;
      byClass[modelClassOf(predictions, index + 1) ?? CLASS_BEFORE_ANALYSIS]--;
      beatCount--;
      excludedBeats++;
    }
  }
  for (const [beatId, mark] of marks) {
    const modelClass = modelClassOf(predictions, beatId);
    if (beatId <= detected.length) {
      byClass[modelClass ?? CLASS_BEFORE_ANALYSIS]--;
      beatCount--;
    }
    if (mark.deleted) continue;
    if (excluded.length > 0 && isInside(excluded, mark.sample)) excludedBeats++;
    else {
      byClass[mark.label?.beatClass ?? modelClass ?? CLASS_BEFORE_ANALYSIS]++;
      beatCount++;
      if (isEdited(reading, beatId, mark)) editedCount++;
    }
  }
  return {
    modelId: predictions?.modelId ?? null,
    beatCount,
    byClass,
    editedCount,
    analysedSamples: assessed ? analysedSamples : null,
    excludedBeats,
  };
}
