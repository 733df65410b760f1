import path from 'node:path';
import { codeOfBeatClass } from '../../app/domain/annotation-codes.ts';
import { detectorScore, type DetectorScore } from '../../app/evaluation/detector-score.ts';
import type { ComparedAnnotation } from '../../app/evaluation/beat-cursor.ts';
import { compareBeats, type BeatComparison } from '../../app/evaluation/ec57.ts';
import { createQrsDetector } from '../../app/signal/qrs-detector.ts';
import { openRecordingSource } from '../imports/recording-source.ts';
import { recordAnnotations } from './record-annotations.ts';

/** A record with what the detector found in it and what its reference says. */
export interface DetectedRecord {
  readonly record: string;
  readonly sampleRateHz: number;
  readonly sampleCount: number | null;
  readonly reference: readonly ComparedAnnotation[];
  readonly found: readonly ComparedAnnotation[];
}

export interface DetectorTolerance {
  /** Largest distance of a match, inclusive, s: 0.15 by EC57. */
  readonly toleranceS: number;
  /** Time at the start that is not judged, s: 300 by EC57, 0 to judge from the first beat on. */
  readonly learningPeriodS: number;
}

export interface DetectorMeasurement {
  readonly byRecord: readonly (DetectorScore & { readonly record: string })[];
  /** Counts of all records pooled; null figures without records. */
  readonly gross: DetectorScore;
}

export interface MeasureDetectorOptions extends DetectorTolerance {
  /** Names of records in the folder, e.g. ["100", "101"]. */
  readonly records: readonly string[];
  /** Extension of the reference annotations; "atr" if left out. */
  readonly annotator?: string;
  readonly signal?: AbortSignal;
}

/**
 * Runs the QRS detector over WFDB records of a folder and judges it by the rules of bxb: a beat
 * matches within the tolerance, and ventricular fibrillation between [ and ] of the reference (record
 * 207 of the MIT-BIH Arrhythmia Database has some) is not judged. Throws AppError.
 */
export async function measureDetector(
  folder: string,
  options: MeasureDetectorOptions,
): Promise<DetectorMeasurement> {
  return scoreDetections(await detectRecords(folder, options), options);
}

/** The detector's part of a measurement, so that it runs once for several tolerances. */
export async function detectRecords(
  folder: string,
  options: Pick<MeasureDetectorOptions, 'records' | 'annotator' | 'signal'>,
): Promise<DetectedRecord[]> {
  const detected: DetectedRecord[] = [];
  for (const record of options.records) {
    detected.push(await detectRecord(folder, record, options));
  }
  return detected;
}

async function detectRecord(
  folder: string,
  record: string,
  { annotator = 'atr', signal }: Pick<MeasureDetectorOptions, 'annotator' | 'signal'>,
): Promise<DetectedRecord> {
  const file = path.join(folder, `${record}.hea`);
  const source = await openRecordingSource(file);
  const { sampleRateHz } = source.info;
  const reference = await recordAnnotations(file, annotator, sampleRateHz);
  const detector = createQrsDetector(source.info);
  for await (const chunk of source.chunks(signal)) detector.push(chunk);
  const code = codeOfBeatClass('N');
  return {
    record,
    sampleRateHz,
    sampleCount: source.expectedSamples,
    reference,
    found: Array.from(detector.finish(), (sample) => ({ sample, code, subtype: 0 })),
  };
}

/** The judging part of a measurement. */
export function scoreDetections(
  detected: readonly DetectedRecord[],
  tolerance: DetectorTolerance,
): DetectorMeasurement {
  const compared = detected.map((one) => ({
    record: one.record,
    sampleRateHz: one.sampleRateHz,
    comparison: compareDetection(one, tolerance),
  }));
  return {
    byRecord: compared.map((one) => ({ record: one.record, ...detectorScore([one]) })),
    gross: detectorScore(compared),
  };
}

function compareDetection(
  { reference, found, sampleRateHz, sampleCount }: DetectedRecord,
  { toleranceS, learningPeriodS }: DetectorTolerance,
): BeatComparison {
  return compareBeats(reference, found, {
    sampleRateHz,
    sampleCount,
    mapping: 'aami-bxb',
    matchWindowS: toleranceS,
    learningPeriodS,
  });
}
