import type { Contender, Figure } from '../../../app/contract/protocol-result.ts';
import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { balancedSample } from '../../../app/learning/balanced-sample.ts';
import { checkTableOne, TABLE_TWO } from '../../../app/learning/table-one.ts';
import { takeFromOutcome, takeFromTest, type Outcome } from '../../../app/learning/test-summary.ts';
import { countClasses, takeBeats, trainingSide, type LabelledBeats } from '../labelled-beats.ts';
import { noSuchNetwork, recipesOf, type ClassifierRecipe } from '../recipes/index.ts';
import { beatsOfEpoch } from '../train-network.ts';
import type { BeatView } from './beat-source.ts';
import { classify, contenderOf, headOf } from './contenders.ts';
import { controlContenders, type ControlView } from './controls.ts';
import {
  cutKachueeBeats,
  hasPublishedBeats,
  readPublishedBeats,
  type SplitBeats,
} from './kachuee-data.ts';
import type { DoneTraining, ProtocolContext } from './protocol-context.ts';
import type { Answer, ProtocolFindings, ProtocolTest } from './protocol-test.ts';
import { countsByClass, percent } from './result-words.ts';

const SAMPLE_SEED = 1;
/** Beats a class in the test set of Kachuee (2018). */
const KACHUEE_PER_CLASS = 819;
const DESCRIPTION =
  'Beats of all 48 records of the MIT-BIH Arrhythmia Database, cut in the manner of Kachuee (2018) and split at random, class by class, in the proportions of the published files; a tenth of the training part chooses the epoch. The same patients lie on both sides: this says how a network does on beats of patients it knows.';
const DESCRIPTION_OF_FILES =
  'The beats of the MIT-BIH Arrhythmia Database as Kachuee (2018) published them, with the split of the published files; a tenth of the training part chooses the epoch. The same patients lie on both sides: this says how a network does on beats of patients it knows.';

/** The test set as it is, and the two balanced ones that are drawn from it. */
interface KachueeTests {
  readonly natural: ProtocolTest;
  readonly drawn: readonly { readonly test: ProtocolTest; readonly positions: Uint32Array }[];
}

/** The paper's own protocol: beats split at random, whoever they are of. */
export async function runKachuee(context: ProtocolContext): Promise<ProtocolFindings> {
  const { networks, protocol } = context.options;
  const recipes = recipesOf(networks).filter(({ only }) => only !== 'new-patients');
  if (recipes.length === 0) throw noSuchNetwork(networks, protocol);
  const csvFolder = publishedFolder(context);
  const beats =
    csvFolder === undefined
      ? await cutKachueeBeats(context)
      : await readPublishedBeats(context, csvFolder);
  const tests = kachueeTests(beats);
  context.plan(recipes.length * context.options.seeds.length);
  const contenders: Contender[] = [];
  const counts: ProtocolFindings['counts'] = [];
  const classesOf = (positions: Uint32Array): number[] =>
    countClasses(Uint8Array.from(positions, (beat) => beats.origins.beatClass[beat] as number));
  const training = classesOf(beats.split.training);
  for (const recipe of recipes) {
    const contender = await trainAndTest(context, recipe, beats, tests);
    if (contender === null) continue;
    contenders.push(contender);
    const { normalShare } = contender.recipe as { normalShare: number };
    counts.push({
      set: `training, ${recipe.id}`,
      before: countsByClass(training),
      afterAugmentation: countsByClass(beatsOfEpoch(training, { normalShare })),
    });
  }
  for (const part of ['validation', 'test'] as const) {
    const own = countsByClass(classesOf(beats.split[part]));
    counts.push({ set: part, before: own, afterAugmentation: own });
  }
  contenders.push(...controls(context, beats, tests));
  return {
    title: 'Beats split at random (Kachuee)',
    description: csvFolder === undefined ? DESCRIPTION : DESCRIPTION_OF_FILES,
    data: beats.data,
    counts,
    contenders,
    findings: [
      ...beats.notes,
      ...tableOneFindings(countClasses(tests.natural.set.reference)),
      ...contenders.filter(({ control }) => !control).map(besideTableTwo),
    ],
  };
}

/** Where the published files lie, if this run is about them: a folder of its own, or the data folder. */
function publishedFolder({ options }: ProtocolContext): string | undefined {
  const { csvFolder, dataFolder } = options;
  return csvFolder ?? (hasPublishedBeats(dataFolder) ? dataFolder : undefined);
}

async function trainAndTest(
  context: ProtocolContext,
  recipe: ClassifierRecipe,
  { split, view }: SplitBeats,
  tests: KachueeTests,
): Promise<Contender | null> {
  const { seeds, loss, quick } = context.options;
  const ofSeed = (seed: number) => recipe.recipe({ seed, loss, quick, protocol: 'kachuee' });
  const first = ofSeed(seeds[0] ?? 1);
  const all = view(first.preparation);
  if (all === null) return null;
  const part = {
    training: trainingSide(takeBeats(all, split.training)),
    validation: takeBeats(all, split.validation),
    test: takeBeats(all, split.test),
  };
  const trainings: DoneTraining[] = [];
  const outcomes: Outcome[] = [];
  for (const seed of seeds) {
    const done = await context.train({
      contender: recipe.id,
      part: 'random split',
      recipe: ofSeed(seed),
      training: part.training,
      validation: part.validation,
      classNames: BEAT_CLASSES,
    });
    trainings.push(done);
    outcomes.push(await classify(ofSeed(seed), done.weights, part.test.windows));
  }
  return contenderOf(context, headOf(recipe, first, trainings), answersOf(tests, outcomes));
}

function answersOf({ natural, drawn }: KachueeTests, outcomes: readonly Outcome[]): Answer[] {
  return [
    { test: natural, outcomes },
    ...drawn.map(({ test, positions }) => ({
      test,
      outcomes: outcomes.map((outcome) => takeFromOutcome(outcome, positions)),
    })),
  ];
}

function kachueeTests({ origins, split, timeS }: SplitBeats): KachueeTests {
  const all = {
    classes: BEAT_CLASSES,
    reference: origins.beatClass,
    records: origins.records,
    patients: origins.patients,
    recordOf: origins.recordOf,
  };
  const natural: ProtocolTest = {
    id: 'natural',
    title: 'Test set as it is',
    unit: 'beats',
    set: takeFromTest(all, split.test),
    timeS: timeS === null ? null : Float32Array.from(split.test, (beat) => timeS[beat] as number),
    notes: [],
  };
  const present = countClasses(natural.set.reference).filter((count) => count > 0);
  const fewest = Math.min(...present);
  const draw = (id: string, perClass: number, note: string) => {
    const positions = balancedSample(natural.set.reference, perClass, SAMPLE_SEED);
    const test: ProtocolTest = {
      id,
      title: `Balanced test set, ${perClass} beats a class`,
      unit: 'beats',
      set: takeFromTest(natural.set, positions),
      timeS: natural.timeS && Float32Array.from(positions, (beat) => natural.timeS?.[beat] ?? 0),
      notes: [note],
    };
    return { test, positions };
  };
  return {
    natural,
    drawn: [
      draw('balanced', fewest, 'Drawn without repetition: as many as the smallest class has.'),
      draw(
        'balanced-819',
        KACHUEE_PER_CLASS,
        `As many a class as in Kachuee (2018); classes with fewer test beats than ${KACHUEE_PER_CLASS} are taken whole and then drawn again, so that their intervals are too narrow.`,
      ),
    ],
  };
}

function controls(
  context: ProtocolContext,
  { split, view }: SplitBeats,
  tests: KachueeTests,
): Contender[] {
  const list = [tests.natural, ...tests.drawn.map(({ test }) => test)];
  const shown = (id: ControlView['id'], title: string, of: BeatView): ControlView[] => {
    const all = view(of);
    if (all === null) return [];
    const tested = takeBeats(all, split.test);
    return [
      {
        id,
        title,
        training: takeBeats(all, split.training),
        tested: [tested, ...tests.drawn.map(({ positions }) => takeBeats(tested, positions))].map(
          ({ windows }: LabelledBeats) => windows,
        ),
      },
    ];
  };
  return controlContenders(context, list, [
    ...shown('length-only', 'Length of the segment alone (1.2 RR intervals)', 'length'),
    ...shown('rr-only', 'RR intervals alone', 'rhythm'),
  ]);
}

/** What the paper's Table 1 says about itself. */
function tableOneFindings(counts: readonly number[]): string[] {
  const check = checkTableOne(counts);
  return [
    `The accuracy column of the paper's Table 1 has a mean of ${percent(check.meanAccuracy)} %; the ${percent(TABLE_TWO.accuracy)} % of its Table 2 cannot follow from it. On a balanced test set Table 1 means an accuracy of ${percent(check.meanRecall - check.rounding)} to ${percent(check.meanRecall + check.rounding)} %, the mean of its recall column.`,
    check.feasible
      ? 'Its precision and recall could come from this test set.'
      : `Its precision and recall cannot come from this test set: a recall of N of 0.98 calls at least ${check.normalsElsewhere} N beats something else, and the precisions of the four other classes leave room for at most ${check.roomElsewhere} foreign beats.`,
  ];
}

function besideTableTwo({ title, tests }: Contender): string {
  const figures = (id: string): string => {
    const test = tests.find((one) => one.id === id);
    const text = (figure: Figure | undefined): string => percent(figure?.value ?? null);
    return `accuracy ${text(test?.accuracy)} %, macro F1 ${text(test?.macroF1)} %`;
  };
  return `${title}: on the test set as it is ${figures('natural')}; balanced ${figures('balanced')}; the paper claims an accuracy of ${percent(TABLE_TWO.accuracy)} %.`;
}
