import type { Contender, Figure, TestResult } from '../../../app/contract/protocol-result.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import type { DetectorScore } from '../../../app/evaluation/detector-score.ts';
import { figureWithoutInterval } from '../../../app/learning/bootstrap.ts';
import { MIT_BIH_RECORDS, PACED_RECORDS } from '../../../app/learning/database-split.ts';
import { detectRecords, scoreDetections, type DetectedRecord, type DetectorMeasurement } from '../../evaluation/measure-detector.ts'; // prettier-ignore
import { databaseFolder } from '../training-data.ts';
import { existingRecords } from './labelled-database.ts';
import type { ProtocolContext } from './protocol-context.ts';
import type { ProtocolFindings } from './protocol-test.ts';

const QUICK_RECORDS = ['100', '203', '208'];
/** Ways to judge: the standard's, and a stricter one from the first beat on. */
const JUDGED = [
  { id: '150-ms', records: 'unpaced', toleranceS: 0.15, learningPeriodS: 300 },
  { id: '150-ms-first-beat', records: 'all', toleranceS: 0.15, learningPeriodS: 0 },
  { id: '50-ms-first-beat', records: 'all', toleranceS: 0.05, learningPeriodS: 0 },
] as const;
const CLASSES = ['beat', 'none'];

/** How well beats are found, whatever their class. */
export async function runDetector(context: ProtocolContext): Promise<ProtocolFindings> {
  const folder = databaseFolder(context.options.dataFolder, 'mitdb');
  const { detected, leftOut } = await detectAll(context, folder);
  const tests = JUDGED.map(({ id, records, ...tolerance }): TestResult => {
    const judged = detected.filter(
      (one) =>
        (records === 'all' || !PACED_RECORDS.includes(one.record)) &&
        outlasts(one, tolerance.learningPeriodS),
    );
    const measurement = scoreDetections(judged, tolerance);
    const within = `within ${1000 * tolerance.toleranceS} ms`;
    const from = tolerance.learningPeriodS === 0 ? 'from the first beat on' : 'after five minutes';
    return testOf(id, `${judged.length} records, ${within}, ${from}`, measurement);
  });
  const contender: Contender = {
    id: 'detector',
    title: 'Ectopy’s QRS detector',
    control: false,
    parameters: null,
    multiplyAdds: null,
    recipe: null,
    trainings: [],
    tests,
  };
  return {
    title: 'Finding beats',
    description:
      'The QRS detector on the MIT-BIH Arrhythmia Database, all leads, judged as bxb judges: ventricular flutter and fibrillation are left out. Its constants were set on DS1 and SVDB.',
    data: [
      {
        name: 'MIT-BIH Arrhythmia Database',
        records: detected.map(({ record }) => record),
        leftOut,
      },
    ],
    counts: [],
    contenders: [contender],
    findings: tests.map(
      ({ title, further }) =>
        `${title}: ${Object.entries(further)
          .map(
            ([name, { value }]) => `${name} ${value === null ? '-' : (100 * value).toFixed(2)} %`,
          )
          .join(', ')}.`,
    ),
  };
}

/** What is found in every record that can be read. */
async function detectAll(
  context: ProtocolContext,
  folder: string,
): Promise<{
  detected: DetectedRecord[];
  leftOut: { record: string; reason: string }[];
}> {
  const wanted = context.options.quick ? QUICK_RECORDS : MIT_BIH_RECORDS;
  const { there, leftOut } = existingRecords(folder, wanted);
  const { signal } = context;
  const detected: DetectedRecord[] = [];
  for (const record of there) {
    context.stage(`finding beats, ${record}`);
    try {
      const options = { records: [record], ...(signal === undefined ? {} : { signal }) };
      detected.push(...(await detectRecords(folder, options)));
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
      leftOut.push({ record, reason: error.message });
    }
  }
  return { detected, leftOut };
}

/** Whether anything of a record is judged. */
function outlasts({ sampleCount, sampleRateHz }: DetectedRecord, periodS: number): boolean {
  return sampleCount === null || sampleCount > periodS * sampleRateHz;
}

function testOf(id: string, title: string, { gross, byRecord }: DetectorMeasurement): TestResult {
  const share = (percent: number | null): Figure =>
    figureWithoutInterval([percent === null ? null : percent / 100]);
  const none = figureWithoutInterval([]);
  const sensitivity = share(gross.sensitivity);
  const predictivity = share(gross.positivePredictivity);
  const f1 = share(gross.f1);
  return {
    id,
    title,
    unit: 'beats',
    classes: [...CLASSES],
    count: gross.beats,
    accuracy: none,
    balancedAccuracy: none,
    macroF1: none,
    byClass: {
      beat: {
        support: gross.beats,
        precision: predictivity,
        recall: sensitivity,
        f1,
        accuracy: none,
        hitRate: sensitivity,
      },
    },
    confusion: confusionOf(gross),
    calibrationError: null,
    reliability: [],
    byRecord: byRecord.map((score) => ({
      record: score.record,
      patient: score.record,
      beats: score.beats,
      accuracy: null,
      f1: { beat: score.f1 === null ? null : score.f1 / 100 },
      confusion: confusionOf(score),
    })),
    further: { Se: sensitivity, '+P': predictivity, F1: f1 },
    notes:
      gross.placementMeanMs === null
        ? []
        : [
            `Detected less reference time: ${gross.placementMeanMs.toFixed(1)} ms on average, standard deviation ${(gross.placementSdMs ?? 0).toFixed(1)} ms.`,
          ],
  };
}

function confusionOf({ beats, missed, extra }: DetectorScore): number[][] {
  return [
    [beats - missed, missed],
    [extra, 0],
  ];
}
