import { readdirSync } from 'node:fs';
import { AppError } from '../../../app/domain/app-error.ts';
import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { DS1_RECORDS, DS2_RECORDS, patientOfRecord } from '../../../app/learning/database-split.ts';
import { mostProbable } from '../../../app/learning/most-probable.ts';
import { applyRhythmRule } from '../../../app/rhythm/rhythm-rule.ts';
import type { Outcome } from '../../../app/learning/test-summary.ts';
import type { ClassifierRecipe } from '../recipes/index.ts';
import { databaseFolder } from '../training-data.ts';
import { trainingSide } from '../labelled-beats.ts';
import type { TrainingRecipe } from '../train-network.ts';
import { referenceBeats, viewBeats, type BeatSource } from './beat-source.ts';
import { cleanSources, type CleanedSources } from './clean-sources.ts';
import { classify } from './contenders.ts';
import { existingRecords, readDatabase, type Database } from './labelled-database.ts';
import type { DoneTraining, ProtocolContext } from './protocol-context.ts';

const MIT_BIH = {
  name: 'MIT-BIH Arrhythmia Database',
  folder: 'mitdb',
  patientOf: patientOfRecord,
};
const SVDB = 'MIT-BIH Supraventricular Arrhythmia Database';

/** Records of a quick run: both halves have S and V. */
const QUICK_DS1 = ['106', '119', '208', '209'];
const QUICK_DS2 = ['100', '200', '213', '222', '232'];
/** The one person on both sides of de Chazal's split; results without his DS2 record are given. */
export const ON_BOTH_SIDES_OF_DE_CHAZAL: readonly string[] = ['201'];

/** DS1, and SVDB where one of the recipes learns from it. */
export async function readTrainingDatabases(
  context: ProtocolContext,
  recipes: readonly ClassifierRecipe[],
): Promise<{ ds1: Database; svdb: Database | null }> {
  const { quick, dataFolder } = context.options;
  const ds1 = await readDatabase(context, { ...MIT_BIH, records: quick ? QUICK_DS1 : DS1_RECORDS });
  const wanted = recipes.some(({ furtherTraining }) => furtherTraining.includes('svdb'));
  if (!wanted) return { ds1, svdb: null };
  const folder = databaseFolder(dataFolder, 'svdb');
  const all = readdirSync(folder)
    .filter((file) => /^8\d\d\.hea$/.test(file))
    .map((file) => file.slice(0, -'.hea'.length))
    .sort();
  if (all.length === 0) {
    throw new AppError('file-missing', `There is no record of the ${SVDB}.`, {
      file: folder,
      remedy: 'Name a folder that has svdb, too, or leave out the network that learns from it.',
    });
  }
  const svdb = await readDatabase(context, {
    name: SVDB,
    folder: 'svdb',
    records: quick ? all.slice(0, 2) : all,
    patientOf: (record) => `svdb-${record}`,
  });
  return { ds1, svdb };
}

/** The records of DS2 that are there to be tested, found without opening one. */
export function presentDs2Records({ options }: ProtocolContext): string[] {
  const folder = databaseFolder(options.dataFolder, MIT_BIH.folder);
  return existingRecords(folder, options.quick ? QUICK_DS2 : DS2_RECORDS).there;
}

/** DS2; to be called after every training is done and its configuration entered in the ledger. */
export function readDs2(context: ProtocolContext, detect: boolean): Promise<Database> {
  const records = context.options.quick ? QUICK_DS2 : DS2_RECORDS;
  return readDatabase(context, { ...MIT_BIH, records, detect });
}

/**
 * `known` are patients whom a published split has on both sides, by its own fault.
 * @throws RangeError when another one lies on both sides
 */
export function assertPatientsApart(
  training: readonly { readonly patient: string }[],
  test: readonly { readonly patient: string }[],
  known: readonly string[] = [],
): void {
  const learned = new Set(training.map(({ patient }) => patient));
  for (const { patient } of test) {
    if (learned.has(patient) && !known.includes(patient)) {
      throw new RangeError(`Patient ${patient} lies on both sides of the split`);
    }
  }
}

/** A kind of classifier with its trained networks: `members` of them for each seed. */
export interface TrainedKind {
  readonly kind: ClassifierRecipe;
  /** By seed, then by member. */
  readonly trainings: readonly (readonly DoneTraining[])[];
  readonly recipeOf: (seed: number, member: number) => TrainingRecipe;
  /** What it learned from, and the beats of it that were too badly recorded. */
  readonly sources: readonly BeatSource[];
  readonly leftOut: CleanedSources['leftOut'];
}

/** Trains a kind on DS1 (and what else it learns from), once for every seed and member. */
export async function trainKind(
  context: ProtocolContext,
  kind: ClassifierRecipe,
  { ds1, svdb }: { ds1: Database; svdb: Database | null },
): Promise<TrainedKind> {
  const { seeds, loss, quick, protocol } = context.options;
  const databases = [
    ds1,
    ...(svdb !== null && kind.furtherTraining.includes('svdb') ? [svdb] : []),
  ];
  const { sources, leftOut } = cleanSources(
    databases.flatMap(({ records }) =>
      records.map((record) => referenceBeats(record, 'aami-literature')),
    ),
  );
  const recipeOf = (seed: number, member: number): TrainingRecipe =>
    kind.recipe({ seed: memberSeed(seed, member), loss, quick, protocol });
  const beats = viewBeats(sources, recipeOf(seeds[0] ?? 1, 0).preparation);
  const trainings: DoneTraining[][] = [];
  for (const seed of seeds) {
    const members: DoneTraining[] = [];
    for (let member = 0; member < kind.members; member += 1) {
      members.push(
        await context.train({
          contender: kind.id,
          part: kind.members === 1 ? 'all of DS1' : `all of DS1, member ${member + 1}`,
          recipe: recipeOf(seed, member),
          training: trainingSide(beats),
          validation: null,
          classNames: BEAT_CLASSES,
        }),
      );
    }
    trainings.push(members);
  }
  return { kind, trainings, recipeOf, sources, leftOut };
}

/** Seeds of an ensemble's members are far apart, so that no two seeds share one. */
function memberSeed(seed: number, member: number): number {
  return seed + 1000 * member;
}

/**
 * What each seed's networks make of the counted beats of recordings: their mean log-probability, and
 * after it what the kind's rhythm rule makes of that, as in the application.
 */
export async function classifyBySeed(
  { kind, trainings, recipeOf }: TrainedKind,
  seeds: readonly number[],
  sources: readonly BeatSource[],
): Promise<Outcome[]> {
  const { windows } = viewBeats(sources, recipeOf(seeds[0] ?? 1, 0).preparation);
  const outcomes: Outcome[] = [];
  for (const [index, members] of trainings.entries()) {
    const own: Outcome[] = [];
    for (const [member, { weights }] of members.entries()) {
      own.push(await classify(recipeOf(seeds[index] ?? 1, member), weights, windows));
    }
    outcomes.push(ruled(kind.rhythmRule, sources, meanOutcome(own)));
  }
  return outcomes;
}

function ruled(
  rule: ClassifierRecipe['rhythmRule'],
  sources: readonly BeatSource[],
  outcome: Outcome,
): Outcome {
  if (rule === undefined || outcome.probabilities === null) return outcome;
  const probabilities = new Float32Array(outcome.probabilities.length);
  let end = 0;
  for (const { reader, beatSamples, counted } of sources) {
    const first = end;
    end += counted.length * BEAT_CLASSES.length;
    const ofRecording = applyRhythmRule(rule, {
      sample: counted.map((beat) => beatSamples[beat] ?? 0),
      sampleRateHz: reader.sampleRateHz,
      probabilities: outcome.probabilities.subarray(first, end),
    });
    probabilities.set(ofRecording, first);
  }
  return { predicted: mostProbable(probabilities), probabilities };
}

function meanOutcome(outcomes: readonly Outcome[]): Outcome {
  const [first] = outcomes;
  if (first === undefined) throw new RangeError('There is nothing to average');
  if (outcomes.length === 1 || first.probabilities === null) return first;
  const classes = first.probabilities.length / first.predicted.length;
  const mean = new Float32Array(first.probabilities.length);
  for (let beat = 0; beat < first.predicted.length; beat += 1) {
    let total = 0;
    for (let k = beat * classes; k < (beat + 1) * classes; k += 1) {
      const logs = outcomes.map(({ probabilities }) =>
        Math.log(Math.max(1e-12, probabilities?.[k] ?? 0)),
      );
      mean[k] = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
      total += mean[k] as number;
    }
    for (let k = beat * classes; k < (beat + 1) * classes; k += 1) {
      mean[k] = (mean[k] as number) / total;
    }
  }
  return { predicted: mostProbable(mean, classes), probabilities: mean };
}
