import { codeOfBeatClass, type ClassMapping } from '../../../app/domain/annotation-codes.ts';
import { beatClassAt, BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { BeatMatrix, REFERENCE_ROWS, TEST_COLUMNS } from '../../../app/evaluation/beat-matrix.ts';
import { beatStatistics, type BeatStatistics } from '../../../app/evaluation/beat-statistics.ts';
import { compareBeats, EC57_LEARNING_PERIOD_S } from '../../../app/evaluation/ec57.ts';
import type { Outcome, TestSet } from '../../../app/learning/test-summary.ts';
import type { AnnotatedRecord } from '../training-data.ts';

/** What a missed beat is called, and what an extra one is. */
const NO_BEAT_CLASS = 'none';
const NO_BEAT = BEAT_CLASSES.length;

/** Reference beats and detected beats of records, paired as bxb pairs them, missed and extra ones too. */
export interface PairedBeats {
  readonly set: TestSet;
  readonly timeS: Float32Array;
  /** Of every pair: the position of its detected beat among those of all records, or -1. */
  readonly detected: Int32Array;
}

/**
 * Pairs what the detector found with the reference, from the first beat on. Labels do not change who
 * is paired with whom, so that one pairing serves every classifier; ventricular fibrillation of the
 * reference is left out, as EC57 says.
 */
export function pairBeats(records: readonly AnnotatedRecord[], mapping: ClassMapping): PairedBeats {
  const pairs: { record: number; row: number; sample: number; timeS: number; detected: number }[] =
    [];
  let offset = 0;
  records.forEach((record, index) => {
    const detectedSamples = record.detectedSamples ?? new Uint32Array(0);
    const positionOf = new Map(Array.from(detectedSamples, (sample, beat) => [sample, beat]));
    const found = labelled(detectedSamples, new Uint8Array(detectedSamples.length));
    const { pairs: paired } = compareBeats(record.annotations, found, {
      sampleRateHz: record.reader.sampleRateHz,
      sampleCount: record.reader.sampleCount,
      mapping,
      learningPeriodS: 0,
    });
    const own: typeof pairs = [];
    for (const row of REFERENCE_ROWS) {
      for (const column of TEST_COLUMNS) {
        for (const { referenceSample, testSample } of paired.inCell(row, column)) {
          const sample = referenceSample >= 0 ? referenceSample : testSample;
          const beat = positionOf.get(testSample);
          own.push({
            record: index,
            row: Math.min(NO_BEAT, REFERENCE_ROWS.indexOf(row)),
            sample,
            timeS: sample / record.reader.sampleRateHz,
            detected: beat === undefined ? -1 : offset + beat,
          });
        }
      }
    }
    pairs.push(...own.sort((a, b) => a.sample - b.sample));
    offset += detectedSamples.length;
  });
  return {
    set: {
      classes: [...BEAT_CLASSES, NO_BEAT_CLASS],
      judged: BEAT_CLASSES.length,
      reference: Uint8Array.from(pairs, ({ row }) => row),
      records: records.map(({ record }) => record),
      patients: records.map(({ patient }) => patient),
      recordOf: Uint16Array.from(pairs, ({ record }) => record),
    },
    timeS: Float32Array.from(pairs, ({ timeS }) => timeS),
    detected: Int32Array.from(pairs, ({ detected }) => detected),
  };
}

/** What an outcome on the detected beats says of the pairs. */
export function outcomeOfPairs({ detected }: PairedBeats, outcome: Outcome): Outcome {
  const width = NO_BEAT + 1;
  const probabilities = new Float32Array(detected.length * width);
  const predicted = Uint8Array.from(detected, (beat, pair) => {
    if (beat < 0) {
      probabilities[pair * width + NO_BEAT] = 1;
      return NO_BEAT;
    }
    const own = outcome.probabilities?.subarray(beat * NO_BEAT, (beat + 1) * NO_BEAT);
    if (own !== undefined) probabilities.set(own, pair * width);
    return outcome.predicted[beat] as number;
  });
  return { predicted, probabilities: outcome.probabilities === null ? null : probabilities };
}

/** EC57 as bxb forms it, first five minutes not judged, of the detected beats as they were called. */
export function ec57OfPairs(
  records: readonly AnnotatedRecord[],
  predicted: Uint8Array,
  mapping: ClassMapping,
): BeatStatistics {
  let offset = 0;
  const pooled = new BeatMatrix();
  for (const record of records) {
    const samples = record.detectedSamples ?? new Uint32Array(0);
    const own = predicted.subarray(offset, offset + samples.length);
    offset += samples.length;
    const { sampleRateHz, sampleCount } = record.reader;
    // Nothing of so short a record is judged.
    if (sampleCount <= EC57_LEARNING_PERIOD_S * sampleRateHz) continue;
    const { matrix } = compareBeats(record.annotations, labelled(samples, own), {
      sampleRateHz,
      sampleCount,
      mapping,
    });
    pooled.add(matrix);
  }
  return beatStatistics(pooled);
}

function labelled(
  samples: Uint32Array,
  classes: Uint8Array,
): { sample: number; code: number; subtype: number }[] {
  return Array.from(samples, (sample, beat) => ({
    sample,
    code: codeOfBeatClass(beatClassAt(classes[beat] ?? 0)),
    subtype: 0,
  }));
}
