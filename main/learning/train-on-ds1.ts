import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { Evaluation, TrainingEpoch } from '../../app/contract/schemas.ts';
import { BEAT_CLASS_NAMES, BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { DS1_RECORDS, DS2_RECORDS, foldsByGroup } from '../../app/learning/database-split.ts';
import { countConfusion, emptyConfusion, evaluate } from '../../app/learning/evaluation.ts'; // prettier-ignore
import { LEAD_II_NAMES } from '../../app/learning/lead-choice.ts';
import { assess } from './assessment.ts';
import { openEngine, type EnginePreference } from './engine.ts';
import { countClasses, joinBeats } from './labelled-beats.ts';
import type { ModelCard, ModelCardDraft } from './model-card.ts';
import { writeModel } from './model-file.ts';
import { createNetwork, DEFAULT_NETWORK_SPEC } from './networks/index.ts';
import { weightTensors } from './networks/network.ts';
import { averageBeats, encodeRehearsal } from './rehearsal.ts';
import { readLabelledRecord, type LabelledRecord } from './training-data.ts';
import { trainNetwork, type TrainingRecipe, type TrainedNetwork, } from './train-network.ts'; // prettier-ignore

/** The recipe of the shipped model, chosen by patient-grouped cross-validation inside DS1. */
export const SHIPPED_CONFIG: TrainingRecipe = {
  network: DEFAULT_NETWORK_SPEC,
  preparation: 'template-rhythm-1',
  seed: 1,
  epochs: 8,
  batchSize: 64,
  learningRate: 1e-3,
  schedule: 'cosine',
  gammaM: 1,
  gammaN: 2,
  alphaPower: 0.25,
  normalShare: 0.25,
  augment: true,
  keep: 'last',
};

/** As the paper trains, with this project's choices where it says nothing. */
export const PAPER_CONFIG: TrainingRecipe = {
  ...SHIPPED_CONFIG,
  preparation: 'kachuee-1',
  epochs: 25,
  learningRate: 1e-4,
  schedule: 'constant',
  alphaPower: 0.5,
  normalShare: 1,
  augment: false,
};

export interface TrainOnDs1Options {
  /** Folder with the records of the MIT-BIH Arrhythmia Database (.hea, .dat, .atr). */
  readonly dataFolder: string;
  /** Where the model folder is written; its last part is the model's id. */
  readonly outFolder: string;
  readonly checkpointFolder: string;
  readonly id: string;
  readonly name: string;
  readonly config: TrainingRecipe;
  readonly engine: EnginePreference;
  /** Folds of the cross-validation by patient; 0 skips it. */
  readonly folds: number;
  /** Whether to look at DS2, once, when all is done. */
  readonly test: boolean;
  onStage?(stage: string): void;
  onEpoch?(stage: string, epoch: TrainingEpoch): void;
  /** 0..1 of the whole. */
  onProgress?(fraction: number): void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains a model on DS1: cross-validates the recipe by patient, trains on all of DS1, and only then
 * looks at DS2. Every part is checkpointed: the same call after a kill goes on where it was.
 * @throws AppError `file-missing` and the like for the data, `engine-unavailable`, `cancelled`
 */
export async function trainOnDs1(options: TrainOnDs1Options): Promise<ModelCard> {
  const { config, checkpointFolder, signal } = options;
  const engine = await openEngine(options.engine);
  options.onStage?.('reading DS1');
  const records = await readRecords(options, DS1_RECORDS);
  const trainings = options.folds + 1;
  const run = (
    stage: string,
    position: number,
    training: readonly LabelledRecord[],
    validation: readonly LabelledRecord[],
  ): Promise<TrainedNetwork> => {
    options.onStage?.(stage);
    return trainNetwork({
      training: joinBeats(training),
      validation: validation.length === 0 ? null : joinBeats(validation),
      recipe: config,
      checkpointFolder: join(checkpointFolder, stage.replaceAll(' ', '-')),
      onEpoch: (epoch) => options.onEpoch?.(stage, epoch),
      onProgress: (fraction) => options.onProgress?.((position + fraction) / trainings),
      signal,
    });
  };

  const metrics: ModelCard['metrics'] = {};
  if (options.folds > 0) {
    const groups = records.map(({ patient, beatClass }) => ({
      group: patient,
      counts: countClasses(beatClass),
    }));
    const confusion = emptyConfusion();
    const byRecord: Record<string, RecordScore> = {};
    for (const [fold, held] of foldsByGroup(groups, options.folds).entries()) {
      const inside = records.filter(({ patient }) => held.includes(patient));
      const outside = records.filter(({ patient }) => !held.includes(patient));
      const { weights } = await run(`fold ${fold + 1}`, fold, outside, inside);
      await scoreRecords(weights, inside, config, confusion, byRecord);
    }
    metrics['ds1-cross-validation'] = {
      protocol: `${options.folds}-fold cross-validation by patient inside DS1, last epoch, reference beat positions`,
      evaluation: evaluate(confusion),
      byRecord,
    };
  }

  const { weights, epochs, alpha } = await run('all of DS1', options.folds, records, []);
  if (options.test) {
    options.onStage?.('testing on DS2');
    const tested = await readRecords(options, DS2_RECORDS);
    const confusion = emptyConfusion();
    const byRecord: Record<string, RecordScore> = {};
    await scoreRecords(weights, tested, config, confusion, byRecord);
    metrics['ds2-reference-beats'] = {
      protocol: 'DS2, looked at once, reference beat positions, mapping aami-literature',
      evaluation: evaluate(confusion),
      byRecord,
    };
    for (const left of ['232', '202']) {
      const rest = emptyConfusion();
      const others: Record<string, RecordScore> = {};
      await scoreRecords(weights, tested.filter(({ record }) => record !== left), config, rest, others); // prettier-ignore
      metrics[`ds2-reference-beats-without-${left}`] = {
        protocol: `the same without record ${left}`,
        evaluation: evaluate(rest),
      };
    }
  }
  return writeModel(
    options.outFolder,
    weights,
    {
      ...cardOf(options, alpha),
      training: {
        data: 'MIT-BIH Arrhythmia Database 1.0.0, lead MLII',
        records: [...DS1_RECORDS],
        split: 'DS1 of de Chazal 2004 (inter-patient); DS2 chose nothing',
        beats: Object.fromEntries(
          BEAT_CLASSES.map((name, index) => [
            name,
            countClasses(joinBeats(records).beatClass)[index],
          ]),
        ),
        seed: config.seed,
        epochs: config.epochs,
        batchSize: config.batchSize,
        learningRate: config.learningRate,
        schedule: config.schedule,
        normalShare: config.normalShare,
        augment: config.augment,
        optimizer: 'Adam',
        engine: engine.description,
        trainLoss: epochs.map(({ trainLoss }) => Number(trainLoss.toFixed(5))),
      },
      metrics,
    },
    encodeRehearsal(joinBeats(records.map(averageBeats))),
  );
}

interface RecordScore {
  readonly beats: number;
  readonly accuracy: number | null;
  readonly f1: Record<string, number | null>;
}

async function readRecords(
  { dataFolder, config, signal }: TrainOnDs1Options,
  names: readonly string[],
): Promise<LabelledRecord[]> {
  const records: LabelledRecord[] = [];
  for (const name of names) {
    signal?.throwIfAborted();
    records.push(await readLabelledRecord(dataFolder, name, config.preparation));
  }
  return records;
}

/** Adds the records' beats to `confusion` and their scores to `byRecord`. */
async function scoreRecords(
  weights: TrainedNetwork['weights'],
  records: readonly LabelledRecord[],
  config: TrainingRecipe,
  confusion: number[][],
  byRecord: Record<string, RecordScore>,
): Promise<void> {
  const network = createNetwork(config.network);
  const tensors = weightTensors(network, weights);
  for (const record of records) {
    const { evaluation, predicted } = await assess(network, tensors, record, config);
    countConfusion(confusion, record.beatClass, predicted);
    byRecord[record.record] = scoreOf(evaluation);
  }
  tf.dispose(tensors);
}

function scoreOf(evaluation: Evaluation): RecordScore {
  const present = BEAT_CLASSES.filter((name) => (evaluation.byClass[name]?.support ?? 0) > 0);
  const rounded = (value: number | null): number | null =>
    value === null ? null : Number(value.toFixed(4));
  return {
    beats: evaluation.beats,
    accuracy: rounded(evaluation.accuracy),
    f1: Object.fromEntries(
      present.map((name) => [name, rounded(evaluation.byClass[name]?.f1 ?? null)]),
    ),
  };
}

function cardOf(
  { id, name, config }: TrainOnDs1Options,
  alpha: Float32Array,
): Omit<ModelCardDraft, 'training' | 'metrics'> {
  return {
    id,
    name,
    parentId: null,
    createdAt: new Date().toISOString(),
    network: config.network,
    preparation: config.preparation,
    classes: BEAT_CLASSES.map((beatClass) => `${beatClass} ${BEAT_CLASS_NAMES[beatClass]}`),
    leads: [...LEAD_II_NAMES],
    loss: {
      name: 'two-fold-focal',
      gammaM: config.gammaM,
      gammaN: config.gammaN,
      alphaPower: config.alphaPower,
      alpha: Array.from(alpha, (weight) => Number(weight.toFixed(4))),
    },
    data: [
      {
        name: 'MIT-BIH Arrhythmia Database 1.0.0 (PhysioNet)',
        licence: 'Open Data Commons Attribution License (ODC-By) 1.0',
        attribution:
          'Moody GB, Mark RG. The impact of the MIT-BIH Arrhythmia Database. IEEE Eng Med Biol 20(3):45-50 (2001). ' +
          'Goldberger AL et al. PhysioBank, PhysioToolkit, and PhysioNet. Circulation 101:e215-e220 (2000).',
      },
    ],
    intendedUse:
      'Research on long ambulatory ECG recordings, every beat reviewed by a reader. Not a medical device.',
    limits: [
      'Learned from half-hour recordings of 22 people on one modified lead II; other leads are read as if they were lead II.',
      'Nearly all fusion beats (F) come from one person (record 208), and only eight beats are Q: expect neither class to be found on new patients.',
      'Supraventricular beats (S) are mostly recognised by their timing: in atrial fibrillation and with misplaced beats they are unreliable.',
      'A beat is compared with the usual beat of the eight minutes around it: where most beats are ectopic or paced, that comparison misleads. Paced recordings were not learned from.',
    ],
  };
}
