import type {
  Contender,
  Figure,
  CellBeat,
  ProtocolBeatQuery,
  ProtocolCurve,
  ProtocolResult,
  ProtocolRun,
  TestResult,
} from '../../../app/contract/protocol-result.ts';
import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { createRandom } from '../../../app/random.ts';
import { epoch } from './made-up-training.ts';

/** Made-up runs of protocols, computed from confusion matrices; no recording is behind any of it. */

const RUN: ProtocolRun = {
  id: 'run-ds2',
  protocol: 'ds1-ds2',
  networks: ['paper', 'rhythm-form'],
  loss: 'twofold',
  dataFolder: '/home/reader/ecg-data',
  seeds: [1, 2, 3, 4, 5],
  quick: false,
  engine: 'auto',
  status: 'done',
  startedAt: '2026-11-22T09:00:00.000Z',
  endedAt: '2026-11-22T13:12:00.000Z',
  error: null,
};

export const PROTOCOL_RUNS: readonly ProtocolRun[] = [
  RUN,
  {
    ...RUN,
    id: 'run-ds2-focal',
    loss: 'focal',
    seeds: [1, 2],
    startedAt: '2026-11-21T18:00:00.000Z',
  },
  {
    ...RUN,
    id: 'run-quick',
    quick: true,
    seeds: [1],
    status: 'interrupted',
    startedAt: '2026-11-21T12:00:00.000Z',
    endedAt: null,
  },
  {
    ...RUN,
    id: 'run-failed',
    protocol: 'infarction-ptbxl',
    status: 'failed',
    startedAt: '2026-11-20T12:00:00.000Z',
    error: '/home/reader/ecg-data/ptbxl/ptbxl_database.csv is missing.',
  },
];

function figure(value: number | null, spread: number, half: number): Figure {
  if (value === null) return { value, spread: null, low: null, high: null };
  return { value, spread, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

function testResult(
  part: Pick<TestResult, 'id' | 'title'>,
  confusion: number[][],
  sure: boolean,
): TestResult {
  const total = confusion.flat().reduce((sum, count) => sum + count, 0);
  const right = confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  const rows = BEAT_CLASSES.map((name, index) => {
    const support = (confusion[index] ?? []).reduce((sum, count) => sum + count, 0);
    const called = confusion.reduce((sum, row) => sum + (row[index] ?? 0), 0);
    const found = confusion[index]?.[index] ?? 0;
    const recall = support === 0 ? null : found / support;
    const f1 = support === 0 ? null : (2 * found) / (support + called);
    const half = 0.5 / Math.sqrt(Math.max(1, support));
    return {
      name,
      recall,
      f1,
      figures: {
        support,
        precision: figure(called === 0 ? null : found / called, 0.012, half),
        recall: figure(recall, 0.018, half),
        f1: figure(f1, 0.015, half),
        accuracy: figure((total - support - called + 2 * found) / total, 0.002, 0.004),
        hitRate: figure(recall, 0.018, half),
      },
    };
  });
  const mean = (values: (number | null)[]): number => {
    const known = values.filter((value) => value !== null);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  const random = createRandom(4);
  return {
    ...part,
    unit: 'beats',
    classes: [...BEAT_CLASSES],
    count: total,
    accuracy: figure(right / total, 0.003, 0.011),
    balancedAccuracy: figure(mean(rows.map(({ recall }) => recall)), 0.011, 0.03),
    macroF1: figure(mean(rows.map(({ f1 }) => f1)), 0.009, 0.03),
    byClass: Object.fromEntries(rows.map(({ name, figures }) => [name, figures])),
    confusion,
    calibrationError: sure ? 0.034 : null,
    reliability: sure
      ? Array.from({ length: 10 }, (_, bin) => {
          const beats = Math.round(total * 0.9 ** (4 * (10 - bin)));
          const confidence = beats === 0 ? null : (bin + 0.6) / 10;
          const accuracy = confidence === null ? null : Math.max(0, confidence ** 1.3 - 0.02);
          return { low: bin / 10, high: (bin + 1) / 10, beats, confidence, accuracy };
        })
      : [],
    byRecord: ['100', '103', '105', '111', '200', '202', '213', '232'].map((record) => ({
      record,
      patient: record,
      beats: 1500 + random.integer(1600),
      accuracy: 0.86 + 0.13 * random.uniform(),
      f1: { N: 0.95, S: record === '232' ? 0.91 : null, V: random.uniform(), F: null, Q: null },
      confusion: [],
    })),
    further: sure
      ? {
          'VEB sensitivity (EC57)': figure(0.9421, 0.004, 0.02),
          'VEB +P': figure(0.9387, 0.006, 0.02),
        }
      : {},
    notes: ['Record 232 holds three quarters of all S of DS2; without it see the further test.'],
  };
}

const NETWORK_CONFUSION = [
  [43_350, 520, 260, 129, 0],
  [310, 1410, 105, 12, 0],
  [86, 31, 3030, 74, 0],
  [171, 2, 96, 119, 0],
  [3, 0, 4, 0, 0],
];
const PAPER_CONFUSION = [
  [41_820, 1140, 900, 399, 0],
  [980, 640, 190, 27, 0],
  [240, 90, 2790, 101, 0],
  [260, 4, 84, 40, 0],
  [4, 0, 3, 0, 0],
];
const CONTROL_CONFUSION = [
  [44_259, 0, 0, 0, 0],
  [1837, 0, 0, 0, 0],
  [3221, 0, 0, 0, 0],
  [388, 0, 0, 0, 0],
  [7, 0, 0, 0, 0],
];
const RR_CONFUSION = [
  [40_100, 3100, 1059, 0, 0],
  [620, 1150, 67, 0, 0],
  [700, 900, 1621, 0, 0],
  [210, 60, 118, 0, 0],
  [5, 2, 0, 0, 0],
];

function contender(part: Partial<Contender>, confusion: number[][]): Contender {
  const control = part.control ?? false;
  const trainings = control
    ? []
    : RUN.seeds.map((seed) => ({
        seed,
        part: 'all of DS1',
        epochs: Array.from({ length: 12 }, (_, index) => epoch(index + 1)),
        wallS: 912,
      }));
  return {
    id: 'paper',
    title: 'The paper’s network',
    control,
    parameters: control ? null : 312_501,
    multiplyAdds: control ? null : 4_820_000,
    recipe: control
      ? null
      : { learningRate: 0.0001, epochs: 25, batchSize: 64, loss: { gammaM: 1, gammaN: 2 } },
    trainings,
    tests: [
      testResult(
        { id: 'reference-beats', title: 'DS2, reference beat positions' },
        confusion,
        !control,
      ),
      testResult(
        { id: 'end-to-end', title: 'DS2, end to end with our detector' },
        confusion,
        !control,
      ),
    ],
    ...part,
  };
}

export function protocolResult({ id, seeds, loss }: ProtocolRun): ProtocolResult {
  const paper = id === RUN.id ? PAPER_CONFUSION : RR_CONFUSION;
  return {
    version: 1,
    protocol: 'ds1-ds2',
    title: 'DS1 to DS2, de Chazal’s split by patient',
    description:
      'Trained on the 22 records of DS1, tested once on the 22 of DS2; records 201 and 202 are one man and stay on one side. Everything was chosen by cross-validation on DS1.',
    quick: false,
    startedAt: '2026-11-22T09:00:00.000Z',
    wallS: 15_120,
    environment: {
      engine: 'wasm',
      machine: 'Linux x64, 2 cores',
      node: '24.21.0',
      version: '0.1.0',
    },
    command: `npm run -s ectopy -- reproduce --data /home/reader/ecg-data --protocol ds1-ds2 --loss ${loss} --seeds ${seeds.join(',')}`,
    data: [
      {
        name: 'MIT-BIH Arrhythmia Database',
        records: ['100', '103', '105', '111', '200', '202', '213', '232'],
        leftOut: [{ record: '102', reason: 'paced: left out by the protocol' }],
      },
    ],
    seeds,
    counts: [
      {
        set: 'DS1, trained on',
        before: { N: 45_866, S: 944, V: 3788, F: 415, Q: 8 },
        afterAugmentation: { N: 45_866, S: 11_460, V: 11_466, F: 11_455, Q: 800 },
      },
      {
        set: 'DS2, tested on',
        before: { N: 44_259, S: 1837, V: 3221, F: 388, Q: 7 },
        afterAugmentation: { N: 44_259, S: 1837, V: 3221, F: 388, Q: 7 },
      },
    ],
    contenders: [
      contender(
        { id: 'rhythm-form', title: 'Rhythm and form', parameters: 84_210, multiplyAdds: 640_000 },
        NETWORK_CONFUSION,
      ),
      contender({}, paper),
      contender({ id: 'always-n', title: 'Always N', control: true }, CONTROL_CONFUSION),
      contender(
        { id: 'length-only', title: 'Beat length alone', control: true },
        CONTROL_CONFUSION,
      ),
      contender({ id: 'rr-only', title: 'RR intervals alone', control: true }, RR_CONFUSION),
    ],
    findings: [
      'Rhythm and form reaches F1 76.8 % on S and 90.4 % on V; RR intervals alone reach 33.0 % and 53.2 %.',
      'The paper’s network is 3.1 points below ours in accuracy; always calling N gives 89.0 %.',
    ],
  };
}

/** A wave for each class: the QRS, wide or early, on a flat line with P and T. */
export function madeUpBeat(name: string, seed: number): number[] {
  const random = createRandom(seed);
  const wide = name === 'V' ? 3.2 : name === 'F' ? 2.2 : 1;
  const early = name === 'S' ? -12 : 0;
  return Array.from({ length: 187 }, (_, index) => {
    const bump = (at: number, width: number, height: number): number =>
      height * Math.exp(-(((index - at) / width) ** 2));
    const pWave = name === 'V' ? 0 : bump(52 + early, 6, 0.12);
    const form = bump(80, 3 * wide, 1) - bump(88 + 2 * wide, 4 * wide, 0.3) + bump(130, 14, 0.25);
    return pWave + form + 0.02 * (random.uniform() - 0.5);
  });
}

export function protocolBeats({ reference, predicted, limit }: ProtocolBeatQuery): CellBeat[] {
  return Array.from({ length: Math.min(limit, 12) }, (_, index) => ({
    record: ['100', '213', '232'][index % 3] ?? '100',
    timeS: 61.3 + 47.21 * index,
    reference,
    predicted,
    probability: 0.97 - 0.03 * index,
    window: madeUpBeat(reference, index + 1),
    inLibrary: null,
  }));
}

export const PROTOCOL_CURVES: readonly ProtocolCurve[] = [1, 2].map((seed) => ({
  contender: 'rhythm-form',
  part: 'fold 1',
  seed,
  epochs: Array.from({ length: seed === 1 ? 12 : 5 }, (_, index) => epoch(index + 1)),
}));
