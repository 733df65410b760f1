import type {
  Evaluation,
  ModelSummary,
  TrainingData,
  TrainingEpoch,
  TrainingRun,
} from '../../../app/contract/training.ts';
import { BEAT_CLASSES, type BeatClass } from '../../../app/domain/beat-class.ts';

/** Made-up models, and the runs that trained them on made-up corrections. */

export const MODELS: readonly ModelSummary[] = [
  {
    id: 'ectopy-1',
    name: 'Ectopy 1',
    parentId: null,
    createdAt: '2026-10-30T12:00:00.000Z',
    shipped: true,
    active: true,
    sha256: '9f2c1b7de0a84c55aa013f6b9be1d2c0f7716f2a4a5b0b8d4a8ce3e1c5d0f9ab',
    card: {
      version: 1,
      network: { kind: 'paper', pairs: 6, classes: 5 },
      parameters: 312_501,
      preparation: 'template-rhythm-1',
      leads: ['MLII', 'II', 'ML2'],
      loss: { name: 'two-fold-focal', gammaM: 1, gammaN: 2, alpha: [0.51, 0.96, 0.68, 1.18, 1.67] },
      training: {
        data: 'MIT-BIH Arrhythmia Database 1.0.0, lead MLII',
        records: ['101', '106', '108', '109', '112', '114', '115', '116', '118', '119', '122'],
        split: 'DS1 of de Chazal 2004, by patient; DS2 chose nothing',
        seed: 7,
        epochs: 8,
        engine: 'WebAssembly',
        trainLoss: [0.437, 0.182, 0.13, 0.101, 0.083],
      },
      data: [
        {
          name: 'MIT-BIH Arrhythmia Database 1.0.0 (PhysioNet)',
          licence: 'Open Data Commons Attribution License (ODC-By) 1.0',
          attribution: 'Moody GB, Mark RG. IEEE Eng Med Biol 20(3):45-50 (2001).',
        },
      ],
      metrics: {
        'ds2-reference-beats': {
          protocol: 'DS2, looked at once, reference beat positions',
          evaluation: evaluation([
            [41_820, 1140, 900, 399, 0],
            [980, 640, 190, 27, 0],
            [240, 90, 2790, 101, 0],
            [260, 4, 84, 40, 0],
            [4, 0, 3, 0, 0],
          ]),
          byRecord: {
            '100': { beats: 1901, accuracy: 0.998 },
            '232': { beats: 1816, accuracy: 0.41 },
          },
        },
      },
      intendedUse: 'Sorting the beats of long recordings for review by a person, in research.',
      limits: [
        'Trained on 22 adults, one lead, one era of recorders.',
        'Finds few fusion beats and no unclassifiable ones.',
      ],
    },
  },
  {
    id: 'tuned-20261122-1',
    name: 'Fine-tuned 2026-11-22',
    parentId: 'ectopy-1',
    createdAt: '2026-11-22T10:12:00.000Z',
    shipped: false,
    active: false,
    sha256: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809',
    card: {
      data: '312 corrected beats of 3 recordings',
      split: 'held out by recording: 231',
      seed: 1,
    },
  },
];

export const TRAINING_DATA: TrainingData = {
  byClass: { N: 118, S: 21, V: 131, F: 42, Q: 0 },
  recordings: [
    {
      recordingId: 'rec-208',
      name: '208',
      byClass: { N: 38, S: 2, V: 92, F: 41, Q: 0 },
      excluded: 3,
    },
    {
      recordingId: 'rec-demo',
      name: 'Demo Holter 24 h',
      byClass: { N: 44, S: 18, V: 33, F: 1, Q: 0 },
      excluded: 0,
    },
    {
      recordingId: 'rec-231',
      name: '231',
      byClass: { N: 36, S: 1, V: 6, F: 0, Q: 0 },
      excluded: 1,
    },
  ],
  byReader: [
    { reader: 'Anna Berg', beats: 271 },
    { reader: 'Reader', beats: 41 },
  ],
  excluded: [
    { reason: 'less than half a second from the start or end of the recording', beats: 3 },
    { reason: 'lead off during the beat', beats: 1 },
  ],
};

const F1_COURSE: Partial<Record<BeatClass, readonly [number, number]>> = {
  N: [0.93, 0.985],
  S: [0.21, 0.62],
  V: [0.78, 0.95],
  F: [0.05, 0.71],
};

export function epoch(number: number): TrainingEpoch {
  const grown = 1 - Math.exp(-number / 6);
  const wobble = 0.02 * Math.sin(3 * number);
  return {
    epoch: number,
    trainLoss: 0.08 + 0.42 * Math.exp(-number / 5),
    validationLoss: 0.13 + 0.37 * Math.exp(-number / 6) + 0.3 * wobble,
    f1: Object.fromEntries(
      BEAT_CLASSES.map((beatClass) => {
        const [from, to] = F1_COURSE[beatClass] ?? [null, null];
        return [beatClass, from === null ? null : Math.min(1, from + (to - from) * grown + wobble)];
      }),
    ),
  };
}

function evaluation(confusion: number[][]): Evaluation {
  const scores = BEAT_CLASSES.map((beatClass, index) => {
    const support = (confusion[index] ?? []).reduce((sum, count) => sum + count, 0);
    const called = confusion.reduce((sum, row) => sum + (row[index] ?? 0), 0);
    const found = confusion[index]?.[index] ?? 0;
    const precision = called === 0 ? null : found / called;
    const recall = support === 0 ? null : found / support;
    const f1 = support + called === 0 ? null : (2 * found) / (support + called);
    return [beatClass, { support, precision, recall, f1 }] as const;
  });
  const beats = scores.reduce((sum, [, { support }]) => sum + support, 0);
  const right = confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  const known = scores.flatMap(([, { f1 }]) => (f1 === null ? [] : [f1]));
  return {
    beats,
    accuracy: right / beats,
    macroF1: known.reduce((sum, f1) => sum + f1, 0) / known.length,
    byClass: Object.fromEntries(scores),
    confusion,
  };
}

export const TRAINING_RUN: TrainingRun = {
  id: 'run-2',
  status: 'done',
  startedAt: '2026-11-22T10:05:00.000Z',
  endedAt: '2026-11-22T10:12:00.000Z',
  baseModelId: 'ectopy-1',
  resultModelId: 'tuned-20261122-1',
  config: {
    seed: 1,
    epochs: 20,
    learningRate: 0.0005,
    anchorStrength: 0.1,
    gammaM: 2,
    gammaN: 2,
  },
  epochs: Array.from({ length: 20 }, (_, index) => epoch(index + 1)),
  holdout: 'held out by recording: 231',
  before: evaluation([
    [110, 3, 5, 0, 0],
    [12, 5, 4, 0, 0],
    [9, 1, 116, 5, 0],
    [14, 0, 26, 2, 0],
    [0, 0, 0, 0, 0],
  ]),
  after: evaluation([
    [106, 7, 4, 1, 0],
    [5, 14, 2, 0, 0],
    [2, 1, 124, 4, 0],
    [3, 0, 8, 31, 0],
    [0, 0, 0, 0, 0],
  ]),
  error: null,
};

export const INTERRUPTED_RUN: TrainingRun = {
  ...TRAINING_RUN,
  id: 'run-1',
  status: 'interrupted',
  startedAt: '2026-11-21T10:05:00.000Z',
  endedAt: null,
  resultModelId: null,
  epochs: TRAINING_RUN.epochs.slice(0, 6),
  holdout: null,
  before: null,
  after: null,
};
