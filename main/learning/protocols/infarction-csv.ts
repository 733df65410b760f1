import type { Outcome } from '../../../app/learning/test-summary.ts';
import { stratifiedSplit } from '../../../app/learning/stratified-split.ts';
import { countClasses, joinBeats, takeBeats, trainingSide } from '../labelled-beats.ts';
import { classify, contenderOf } from './contenders.ts';
import { controlContenders } from './controls.ts';
import { readCsvBeats, unpaddedLengths } from './csv-beats.ts';
import { INFARCTION_CLASSES } from './infarction-data.ts';
import { transferKinds } from './infarction-transfer.ts';
import type { DoneTraining, ProtocolContext } from './protocol-context.ts';
import type { ProtocolFindings, ProtocolTest } from './protocol-test.ts';
import { countsByClass, percent } from './result-words.ts';

const TEST_SHARE = 0.2;
const SPLIT_SEED = 1;
const LEAK =
  'The published file names no patients: beats of one person lie on both sides of this split. These figures say nothing about new patients.';

/**
 * Infarction on the beats that Kachuee published (ptbdb_normal.csv, ptbdb_abnormal.csv), split at
 * random as everybody splits them; they lie in the data folder where no other folder is named.
 * @throws AppError file-missing, file-malformed
 */
export async function runInfarctionCsv(context: ProtocolContext): Promise<ProtocolFindings> {
  const { seeds, dataFolder, csvFolder = dataFolder } = context.options;
  context.stage('reading the published files');
  const beats = joinBeats([
    await readCsvBeats(csvFolder, 'ptbdb_normal.csv', 2),
    await readCsvBeats(csvFolder, 'ptbdb_abnormal.csv', 2),
  ]);
  const { kept, taken } = stratifiedSplit(beats.beatClass, () => TEST_SHARE, SPLIT_SEED);
  const training = takeBeats(beats, kept);
  const tested = takeBeats(beats, taken);
  const test: ProtocolTest = {
    id: 'beats',
    title: 'Beats split at random: patients leak',
    unit: 'beats',
    set: {
      classes: INFARCTION_CLASSES,
      reference: tested.beatClass,
      records: ['published files'],
      patients: ['unknown'],
      recordOf: new Uint16Array(tested.beatClass.length),
    },
    timeS: null,
    notes: [LEAK],
  };
  const kinds = await transferKinds(context);
  context.plan(kinds.length * seeds.length);
  const contenders = [];
  for (const kind of kinds) {
    const trainings: DoneTraining[] = [];
    const outcomes: Outcome[] = [];
    for (const seed of seeds) {
      const recipe = kind.recipe(seed);
      const done = await context.train({
        contender: kind.id,
        part: 'random split',
        recipe,
        training: trainingSide(training),
        validation: null,
        classNames: INFARCTION_CLASSES,
        start: kind.start(seed),
      });
      trainings.push(done);
      outcomes.push(await classify(recipe, done.weights, tested.windows));
    }
    const network = { recipe: kind.recipe(seeds[0] ?? 1), trainings };
    const head = { id: kind.id, title: kind.title, control: false, network };
    contenders.push(
      contenderOf(context, { ...head, settings: kind.settings }, [{ test, outcomes }]),
    );
  }
  const lengths = { ...training, inputLength: 1, windows: unpaddedLengths(training) };
  contenders.push(
    ...controlContenders(
      context,
      [test],
      [
        {
          id: 'length-only',
          title: 'Length of the segment alone (1.2 RR intervals)',
          training: lengths,
          tested: [unpaddedLengths(tested)],
        },
      ],
    ),
  );
  const counted = ({ beatClass }: typeof training): Record<string, number> =>
    countsByClass(countClasses(beatClass, INFARCTION_CLASSES.length), INFARCTION_CLASSES);
  return {
    title: 'Infarction, published beats split at random',
    description: `Kachuee’s CSV of PTB beats, 80/20 at random. ${LEAK}`,
    data: [
      {
        name: 'Kachuee’s PTB CSV',
        records: ['ptbdb_normal.csv', 'ptbdb_abnormal.csv'],
        leftOut: [],
      },
    ],
    counts: [
      { set: 'training', before: counted(training), afterAugmentation: counted(training) },
      { set: 'test', before: counted(tested), afterAugmentation: counted(tested) },
    ],
    contenders,
    findings: [
      LEAK,
      ...contenders.map(
        ({ title, tests }) => `${title}: accuracy ${percent(tests[0]?.accuracy.value ?? null)} %.`,
      ),
    ],
  };
}
