import type { Contender, Figure, TestResult } from '../../../app/contract/protocol-result.ts';
import type { DetectorScore } from '../../../app/evaluation/detector-score.ts';
import { figureWithoutInterval } from '../../../app/learning/bootstrap.ts';
import { MIT_BIH_RECORDS, PACED_RECORDS } from '../../../app/learning/database-split.ts';
import { detectRecords, scoreDetections, type DetectorMeasurement } from '../../evaluation/measure-detector.ts'; // prettier-ignore
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
  const { there, leftOut } = existingRecords(
    folder,
    context.options.quick ? QUICK_RECORDS : MIT_BIH_RECORDS,
  );
  context.stage('finding beats');
  const detected = await detectRecords(folder, {
    records: there,
    ...(context.signal === undefined ? {} : { signal: context.signal }),
  });
  const tests = JUDGED.map(({ id, records, ...tolerance }): TestResult => {
    const judged = detected.filter(
      ({ record }) => records === 'all' || !PACED_RECORDS.includes(record),
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
    data: [{ name: 'MIT-BIH Arrhythmia Database', records: there, leftOut }],
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
