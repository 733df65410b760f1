import type { Contender, Figure } from '../../../app/contract/protocol-result.ts';
import type { ClassMapping } from '../../../app/domain/annotation-codes.ts';
import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import type { DetectionRate } from '../../../app/evaluation/beat-statistics.ts';
import { figureWithoutInterval } from '../../../app/learning/bootstrap.ts';
import type { Outcome } from '../../../app/learning/test-summary.ts';
import { countClasses } from '../labelled-beats.ts';
import { beatsOfEpoch } from '../train-network.ts';
import type { AnnotatedRecord } from '../training-data.ts';
import {
  originsOf,
  referenceBeats,
  viewBeats,
  type BeatSource,
  type BeatView,
} from './beat-source.ts';
import { contenderOf, headOf } from './contenders.ts';
import { trainControl } from './controls.ts';
import { openDs2 } from './ds2-opening.ts';
import { classifyBySeed, type TrainedKind } from './inter-patient.ts';
import { databaseInResult, type Database } from './labelled-database.ts';
import { ec57OfPairs, outcomeOfPairs, pairBeats, type PairedBeats } from './paired-beats.ts';
import type { ProtocolContext } from './protocol-context.ts';
import { outcomesAt, withoutRecord, type Answer, type ProtocolFindings, type ProtocolTest } from './protocol-test.ts'; // prettier-ignore
import { countsByClass, percent } from './result-words.ts';

const DESCRIPTION =
  'De Chazal’s split of the MIT-BIH Arrhythmia Database by patient: trained on DS1 (paced records are in neither half), tested on DS2, which chooses nothing: the number of epochs is fixed. Once with beats where the reference has them, and once end to end with beats that Ectopy’s detector finds, matched as bxb matches them, from the first beat on; there a missed beat counts as missed and a false one as false. Badly recorded beats are left out of what is learned from, and of nothing else.';

/** Records that results are also given without, and why. */
const WITHOUT = [
  { record: '232', note: 'Record 232 holds three quarters of the S beats of DS2.' },
  { record: '202', note: 'Records 201 (DS1) and 202 (DS2) are of one man.' },
] as const;

/** Beats of DS2 in the two ways that they are found, with the tests on them. */
interface Ds2Tests {
  readonly records: readonly AnnotatedRecord[];
  readonly reference: readonly BeatSource[];
  readonly detected: readonly BeatSource[];
  readonly tests: readonly Ds2Test[];
}

interface Ds2Test {
  readonly test: ProtocolTest;
  /** Positions in the whole set, where it is a part of it; of the reference beats or of the pairs. */
  readonly positions: Uint32Array | null;
  /** Null for reference beats. */
  readonly pairs: PairedBeats | null;
  readonly mapping: ClassMapping;
}

/** The inter-patient protocol. */
export async function runDs1Ds2(context: ProtocolContext): Promise<ProtocolFindings> {
  const opening = await openDs2(context, { trainAs: context, detect: true });
  const { trained, databases, ds2 } = opening;
  const tests = ds2Tests(ds2.records);
  const contenders: Contender[] = [];
  for (const one of trained) {
    context.stage(`testing ${one.kind.id}`);
    const contender = await testKind(context, one, tests);
    contenders.push(contender);
    opening.close(one, contender);
  }
  contenders.push(...controls(context, databases.ds1, tests));
  return {
    title: 'Patients never seen (DS1 to DS2)',
    description: DESCRIPTION,
    data: [
      databaseInResult(databases.ds1, `${databases.ds1.name}, DS1`),
      ...(databases.svdb === null ? [] : [databaseInResult(databases.svdb)]),
      databaseInResult(ds2, `${ds2.name}, DS2`),
    ],
    counts: [...trained.map(trainingCounts), testCounts(tests)],
    contenders,
    findings: [...contenders.filter(({ control }) => !control).map(describe), opening.count()],
  };
}

function ds2Tests(records: readonly AnnotatedRecord[]): Ds2Tests {
  const tests: Ds2Test[] = [];
  const add = (
    id: string,
    title: string,
    whole: Omit<ProtocolTest, 'id' | 'title' | 'unit'>,
    rest: Pick<Ds2Test, 'pairs' | 'mapping'>,
  ): void => {
    const test: ProtocolTest = { ...whole, id, title, unit: 'beats' };
    tests.push({ ...rest, test, positions: null });
    if (rest.mapping !== 'aami-literature') return;
    for (const { record, note } of WITHOUT) {
      const part = withoutRecord(test, record, [note]);
      if (part !== null) tests.push({ ...rest, ...part });
    }
  };
  const mappings: readonly ClassMapping[] = ['aami-literature', 'aami-bxb'];
  for (const mapping of mappings) {
    const suffix = mapping === 'aami-literature' ? '' : '-bxb';
    const notes = [`Classes by ${mapping}.`];
    const origins = originsOf(records.map((record) => referenceBeats(record, mapping)));
    add(
      `reference-beats${suffix}`,
      `Beats at reference positions, ${mapping}`,
      {
        set: { ...origins, classes: BEAT_CLASSES, reference: origins.beatClass },
        timeS: origins.timeS,
        notes,
      },
      { pairs: null, mapping },
    );
    const pairs = pairBeats(records, mapping);
    add(
      `end-to-end${suffix}`,
      `Beats found by the detector, ${mapping}`,
      { set: pairs.set, timeS: pairs.timeS, notes },
      { pairs, mapping },
    );
  }
  return {
    records,
    reference: records.map((record) => referenceBeats(record, 'aami-literature')),
    detected: records.map(detectedBeats),
    tests,
  };
}

function detectedBeats({ record, patient, reader, detectedSamples }: AnnotatedRecord): BeatSource {
  const beatSamples = detectedSamples ?? new Uint32Array(0);
  return {
    record,
    patient,
    reader,
    beatSamples,
    beatClass: new Uint8Array(beatSamples.length),
    counted: Uint32Array.from(beatSamples.keys()),
  };
}

async function testKind(
  context: ProtocolContext,
  trained: TrainedKind,
  tests: Ds2Tests,
): Promise<Contender> {
  const { seeds } = context.options;
  const recipe = trained.recipeOf(seeds[0] ?? 1, 0);
  const reference = await classifyBySeed(trained, seeds, tests.reference);
  const detected = await classifyBySeed(trained, seeds, tests.detected);
  return contenderOf(
    context,
    headOf(trained.kind, recipe, trained.trainings.flat()),
    answersOf(tests, reference, detected),
  );
}

function answersOf(
  { records, tests }: Ds2Tests,
  reference: readonly Outcome[],
  detected: readonly Outcome[],
): Answer[] {
  return tests.map(({ test, positions, pairs, mapping }) => {
    const whole = pairs === null ? reference : detected.map((one) => outcomeOfPairs(pairs, one));
    const outcomes = outcomesAt(whole, positions);
    if (pairs === null || positions !== null) return { test, outcomes };
    return { test, outcomes, further: ec57Figures(records, detected, mapping) };
  });
}

/** Gross EC57 figures, first five minutes not judged. */
function ec57Figures(
  records: readonly AnnotatedRecord[],
  outcomes: readonly Outcome[],
  mapping: ClassMapping,
): Record<string, Figure> {
  const bySeed = outcomes.map(({ predicted }) => ec57OfPairs(records, predicted, mapping));
  const figure = (of: (rates: (typeof bySeed)[number]) => number | null): Figure =>
    figureWithoutInterval(
      bySeed.map((rates) => {
        const value = of(rates);
        return value === null ? null : value / 100;
      }),
    );
  const pair = (name: string, of: (rates: (typeof bySeed)[number]) => DetectionRate) => ({
    [`EC57 ${name} Se`]: figure((rates) => of(rates).sensitivity),
    [`EC57 ${name} +P`]: figure((rates) => of(rates).positivePredictivity),
  });
  return {
    ...pair('QRS', ({ qrs }) => qrs),
    ...pair('VEB', ({ v }) => v),
    ...pair('SVEB', ({ s }) => s),
  };
}

/** What sees almost nothing, in every test: on the beats of the reference and on those found. */
function controls(context: ProtocolContext, ds1: Database, tests: Ds2Tests): Contender[] {
  context.stage('controls');
  const { seeds } = context.options;
  const training = ds1.records.map((record) => referenceBeats(record, 'aami-literature'));
  const always = (sources: readonly BeatSource[]): Outcome[] => [
    { predicted: new Uint8Array(originsOf(sources).beatClass.length), probabilities: null },
  ];
  const learned = (id: string, title: string, view: BeatView): Contender => {
    const shown = viewBeats(training, view);
    const trained = seeds.map((seed) =>
      trainControl(shown, { classes: BEAT_CLASSES.length, seed }),
    );
    const bySeed = (sources: readonly BeatSource[]): Outcome[] => {
      const { windows } = viewBeats(sources, view);
      return trained.map((control) => control(windows));
    };
    return contenderOf(
      context,
      { id, title, control: true },
      answersOf(tests, bySeed(tests.reference), bySeed(tests.detected)),
    );
  };
  return [
    contenderOf(
      context,
      { id: 'always-n', title: 'Always N', control: true },
      answersOf(tests, always(tests.reference), always(tests.detected)),
    ),
    learned('length-only', 'Length of the segment alone (1.2 RR intervals)', 'length'),
    learned('rr-only', 'RR intervals alone', 'rhythm'),
  ];
}

function trainingCounts(trained: TrainedKind): ProtocolFindings['counts'][number] {
  const { kind, recipeOf, sources, leftOut } = trained;
  const counts = countClasses(originsOf(sources).beatClass);
  return {
    set: `training, ${kind.id}`,
    before: countsByClass(counts),
    afterAugmentation: countsByClass(beatsOfEpoch(counts, recipeOf(1, 0))),
    leftOut: [...leftOut],
  };
}

function testCounts({ reference }: Ds2Tests): ProtocolFindings['counts'][number] {
  const counts = countsByClass(countClasses(originsOf(reference).beatClass));
  return { set: 'test (DS2)', before: counts, afterAugmentation: counts };
}

function describe({ title, tests }: Contender): string {
  const parts = ['reference-beats', 'end-to-end', 'end-to-end-without-232'].flatMap((id) => {
    const test = tests.find((one) => one.id === id);
    if (test === undefined || test.count === 0) return [];
    const f1 = (name: string): string => percent(test.byClass[name]?.f1.value ?? null);
    return [
      `${test.title}: accuracy ${percent(test.accuracy.value)} %, F1 of V ${f1('V')} %, of S ${f1('S')} %`,
    ];
  });
  return `${title}. ${parts.join('; ')}.`;
}
