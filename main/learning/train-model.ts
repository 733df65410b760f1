import { createHash } from 'node:crypto';
import type { ProtocolResult } from '../../app/contract/protocol-result.ts';
import { BEAT_CLASS_NAMES, BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { LEAD_II_NAMES } from '../../app/learning/lead-choice.ts';
import { recordingFingerprint } from '../imports/recording-fingerprint.ts';
import { limitsOf } from './card-limits.ts';
import { cardMetrics, whyNotOfModel } from './card-metrics.ts';
import { openEngine } from './engine.ts';
import { countClasses, joinBeats } from './labelled-beats.ts';
import type { ModelCard, ModelCardDraft } from './model-card.ts';
import { writeModel } from './model-file.ts';
import { joinMembers } from './networks/ensemble.ts';
import { createNetwork, type Weights } from './networks/index.ts';
import { originsOf, viewBeats } from './protocols/beat-source.ts';
import { readTrainingDatabases, trainKind, type TrainedKind } from './protocols/inter-patient.ts';
import { ProtocolContext, type ProtocolListener, type ProtocolOptions } from './protocols/protocol-context.ts'; // prettier-ignore
import { countsByClass } from './protocols/result-words.ts';
import type { ClassifierRecipe } from './recipes/index.ts';
import { averageBeats, encodeRehearsal } from './rehearsal.ts';

export interface TrainModelOptions extends Pick<
  ProtocolOptions,
  'dataFolder' | 'engine' | 'quick' | 'loss'
> {
  readonly recipe: ClassifierRecipe;
  readonly seed: number;
  /** Where the model folder is written; its last part is the model's id. */
  readonly outFolder: string;
  readonly checkpointFolder: string;
  readonly id: string;
  readonly name: string;
  /** What the protocol `ds1-ds2` found about the recipe, for the card; null where it was not run. */
  readonly result: ProtocolResult | null;
}

const MIT_BIH_ATTRIBUTION =
  'Moody GB, Mark RG. The impact of the MIT-BIH Arrhythmia Database. IEEE Eng Med Biol 20(3):45-50 (2001). ' +
  'Goldberger AL et al. PhysioBank, PhysioToolkit, and PhysioNet. Circulation 101:e215-e220 (2000).';
const LICENCE = 'Open Data Commons Attribution License (ODC-By) 1.0';
const DATA: Record<'mitdb' | 'svdb', ModelCard['data'][number]> = {
  mitdb: {
    name: 'MIT-BIH Arrhythmia Database 1.0.0 (PhysioNet)',
    licence: LICENCE,
    attribution: MIT_BIH_ATTRIBUTION,
  },
  svdb: {
    name: 'MIT-BIH Supraventricular Arrhythmia Database 1.0.0 (PhysioNet)',
    licence: LICENCE,
    attribution: 'Greenwald SD. Improved detection and classification of arrhythmias in noise-corrupted electrocardiograms using contextual information. PhD thesis, MIT (1990).', // prettier-ignore
  },
};

/**
 * Trains a model on DS1 (and on what else its recipe learns from) exactly as the protocol `ds1-ds2`
 * does, and writes its folder. How good it is, the protocol says. The same call after a kill goes on
 * where it was.
 * @throws AppError `file-missing` and the like for the data, `engine-unavailable`, `cancelled`
 */
export async function trainModel(
  options: TrainModelOptions,
  listener: ProtocolListener,
): Promise<ModelCard> {
  const { recipe, seed } = options;
  const engine = await openEngine(options.engine);
  const context = new ProtocolContext(
    {
      protocol: 'ds1-ds2',
      networks: ['paper'],
      loss: options.loss,
      dataFolder: options.dataFolder,
      seeds: [seed],
      quick: options.quick,
      outFolder: options.checkpointFolder,
      engine: options.engine,
    },
    listener,
  );
  context.plan(recipe.members);
  const trained = await trainKind(context, recipe, await readTrainingDatabases(context, [recipe]));
  const { preparation } = trained.recipeOf(seed, 0);
  const dataHash = createHash('sha256');
  const averages = trained.sources.map((source) => {
    const beats = viewBeats([source], preparation);
    dataHash.update(beats.windows).update(beats.beatClass);
    return averageBeats(beats);
  });
  const { weights, network } = storedNetwork(trained, seed);
  return writeModel(
    options.outFolder,
    weights,
    {
      ...cardOf(options, trained, engine.description, dataHash.digest('hex')),
      metrics: metricsOf(options, trained, listener),
      network,
    },
    encodeRehearsal(joinBeats(averages.filter(({ beatClass }) => beatClass.length > 0))),
  );
}

/** The networks of one seed as a model folder holds them: several are an ensemble. */
function storedNetwork(
  { trainings, recipeOf }: TrainedKind,
  seed: number,
): Pick<ModelCardDraft, 'network'> & { weights: Weights } {
  const [first, ...others] = (trainings[0] ?? []).map(({ weights }) => weights);
  const spec = recipeOf(seed, 0).network;
  if (first === undefined) throw new RangeError('Nothing was trained');
  if (others.length === 0 || spec.kind === 'ensemble') return { network: spec, weights: first };
  const members = [first, ...others];
  return {
    network: { kind: 'ensemble', members: members.length, member: spec, classes: spec.classes },
    weights: joinMembers(createNetwork(spec), members),
  };
}

/** The protocol's figures, if they are of this very recipe; else none, and the reason is told. */
function metricsOf(
  { recipe: kind, seed, quick, result }: TrainModelOptions,
  { recipeOf, sources }: TrainedKind,
  listener: ProtocolListener,
): ModelCard['metrics'] {
  if (result === null) return {};
  const recipe = recipeOf(seed, 0);
  const why = whyNotOfModel(result, { kind, recipe, quick, beats: countsOf(sources) });
  if (why === null) return cardMetrics(result, kind.id, recipe.seed);
  listener.onNotice?.(`The figures of the results are not on the card: ${why}.`);
  return {};
}

function countsOf(sources: TrainedKind['sources']): Record<string, number> {
  return countsByClass(countClasses(originsOf(sources).beatClass));
}

function cardOf(
  { id, name, recipe: kind, seed, quick }: TrainModelOptions,
  { recipeOf, sources, trainings }: TrainedKind,
  engine: string,
  dataSha256: string,
): Omit<ModelCardDraft, 'network' | 'metrics'> {
  const recipe = recipeOf(seed, 0);
  return {
    id,
    name: quick ? `${name} (quick trial, not for use)` : name,
    parentId: null,
    createdAt: new Date().toISOString(),
    preparation: recipe.preparation,
    ...(kind.rhythmRule === undefined ? {} : { rhythmRule: kind.rhythmRule }),
    classes: BEAT_CLASSES.map((beatClass) => `${beatClass} ${BEAT_CLASS_NAMES[beatClass]}`),
    leads: [...LEAD_II_NAMES],
    loss: {
      name: 'two-fold-focal',
      gammaM: recipe.gammaM,
      gammaN: recipe.gammaN,
      alphaPower: recipe.alphaPower,
      alpha: Array.from(trainings[0]?.[0]?.alpha ?? [], (weight) => Number(weight.toFixed(4))),
    },
    training: {
      data: ['mitdb' as const, ...kind.furtherTraining].map((key) => DATA[key].name).join(' and '),
      records: sources.map(({ record }) => record),
      fingerprints: Object.fromEntries(
        sources.map(({ record, reader }) => [record, recordingFingerprint(reader)]),
      ),
      split: 'DS1 of de Chazal 2004 (inter-patient); DS2 chose nothing',
      recipe: { kind: kind.id, ...recipe },
      dataSha256,
      beats: countsOf(sources),
      seed,
      epochs: recipe.epochs,
      batchSize: recipe.batchSize,
      learningRate: recipe.learningRate,
      schedule: recipe.schedule,
      normalShare: recipe.normalShare,
      augment: recipe.augment,
      optimizer: 'Adam',
      engine,
      trainLoss: (trainings[0]?.[0]?.summary.epochs ?? []).map(({ trainLoss }) =>
        Number(trainLoss.toFixed(5)),
      ),
    },
    data: ['mitdb' as const, ...kind.furtherTraining].map((key) => DATA[key]),
    intendedUse:
      'Research on long ambulatory ECG recordings, every beat reviewed by a reader. Not a medical device.',
    limits: limitsOf(kind, sources, quick),
  };
}
