import type { Contender } from '../../../app/contract/protocol-result.ts';
import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { takeFromOutcome, takeFromTest, type Outcome } from '../../../app/learning/test-summary.ts';
import { countClasses } from '../labelled-beats.ts';
import { recipesOf } from '../recipes/index.ts';
import { adapt, ADAPTATION, rehearsalOf } from './adaptation.ts';
import { originsOf, referenceBeats, viewBeats, type BeatSource } from './beat-source.ts';
import { contenderOf, headOf } from './contenders.ts';
import { controlContenders } from './controls.ts';
import { configurationOf, mainFigures } from './ds1-ds2.ts';
import { Ds2Ledger } from './ds2-ledger.ts';
import { assertPatientsApart, classifyBySeed, readDs2, readTrainingDatabases, trainKind, type TrainedKind } from './inter-patient.ts'; // prettier-ignore
import type { ProtocolContext } from './protocol-context.ts';
import type { Answer, ProtocolFindings, ProtocolTest } from './protocol-test.ts';
import { countsByClass, percent } from './result-words.ts';

/** The stretch of each record that somebody labels: what EC57 calls the learning period. */
const LEARNED_S = 300;
const DESCRIPTION =
  'As ds1-ds2 with beats at reference positions, but the first five minutes of each DS2 record, with their reference labels, fit the network to that person; the rest of the record is tested. Beside it the same networks without the fitting, on the same beats.';

/** Patient-adaptive: a network is fitted to each person from five labelled minutes. */
export async function runAdaptive(context: ProtocolContext): Promise<ProtocolFindings> {
  const { networks, outFolder, protocol, quick, seeds } = context.options;
  const kinds = recipesOf(networks).filter(({ only }) => only !== 'known-patients');
  const databases = await readTrainingDatabases(context, kinds);
  const trained: TrainedKind[] = [];
  // The same networks as in `ds1-ds2`: what is trained there already is taken from its checkpoints.
  const asDs1Ds2 = context.as('ds1-ds2');
  asDs1Ds2.plan(seeds.length * kinds.reduce((sum, { members }) => sum + members, 0));
  for (const kind of kinds) trained.push(await trainKind(asDs1Ds2, kind, databases));
  const ledger = new Ds2Ledger(quick ? context.folder : outFolder);
  const entered = trained.map((one) =>
    ledger.open(protocol, one.kind.id, { ...configurationOf(one, seeds), adaptation: ADAPTATION }),
  );
  const ds2 = await readDs2(context, false);
  assertPatientsApart(
    trained.flatMap(({ sources }) => sources),
    ds2.records,
  );
  const persons = ds2.records.map((record) =>
    dividedInTime(referenceBeats(record, 'aami-literature')),
  );
  const rests = persons.map(({ rest }) => rest);
  const tests = adaptiveTests(rests);
  const contenders: Contender[] = [];
  for (const [index, one] of trained.entries()) {
    const recipe = one.recipeOf(seeds[0] ?? 1, 0);
    const { windows } = viewBeats(rests, recipe.preparation);
    const trainings = one.trainings.flat();
    const plain = await classifyBySeed(one, seeds, windows);
    const fitted = contenderOf(
      context,
      { ...headOf(one.kind, recipe, trainings), settings: { adaptation: ADAPTATION } },
      answersOf(tests, await fitAndClassify(context, one, persons)),
    );
    contenders.push(
      fitted,
      contenderOf(
        context,
        {
          ...headOf(one.kind, recipe, trainings),
          id: `${one.kind.id}-unfitted`,
          title: `${one.kind.title}, not fitted`,
        },
        answersOf(tests, plain),
      ),
    );
    ledger.close(protocol, entered[index] ?? '', mainFigures(fitted));
  }
  const learned = persons.map(({ learned: part }) => part);
  contenders.push(
    ...controlContenders(
      context,
      tests.map(({ test }) => test),
      [
        {
          id: 'rr-only',
          title: 'RR intervals alone, learned from DS1 and all first five minutes',
          training: viewBeats([...(trained[0]?.sources ?? []), ...learned], 'rhythm'),
          tested: tests.map(({ sources }) => viewBeats(sources, 'rhythm').windows),
        },
      ],
    ),
  );
  const counts = countsByClass(countClasses(originsOf(rests).beatClass));
  const own = countsByClass(countClasses(originsOf(learned).beatClass));
  return {
    title: 'Fitted to each person (first five minutes)',
    description: DESCRIPTION,
    data: [databases.ds1, databases.svdb, ds2].flatMap((database) =>
      database === null
        ? []
        : [
            {
              name: database.name,
              records: database.records.map(({ record }) => record),
              leftOut: [...database.leftOut],
            },
          ],
    ),
    counts: [
      { set: 'first five minutes of DS2', before: own, afterAugmentation: own },
      { set: 'test (the rest of DS2)', before: counts, afterAugmentation: counts },
    ],
    contenders,
    findings: [
      ...contenders.filter(({ control }) => !control).map(describe),
      `DS2 was opened for ${ledger.entries.length} registered configurations in this output folder; each is in ds2-ledger.json.`,
    ],
  };
}

interface DividedRecord {
  readonly learned: BeatSource;
  readonly rest: BeatSource;
}

/** The beats of the first five minutes, and the others; each keeps its place in the whole rhythm. */
function dividedInTime(source: BeatSource): DividedRecord {
  const end = LEARNED_S * source.reader.sampleRateHz;
  const isEarly = (beat: number): boolean => (source.beatSamples[beat] as number) < end;
  return {
    learned: { ...source, counted: source.counted.filter(isEarly) },
    rest: { ...source, counted: source.counted.filter((beat) => !isEarly(beat)) },
  };
}

/** What each seed's networks, fitted to each person in turn, make of the rest of that person's beats. */
async function fitAndClassify(
  context: ProtocolContext,
  trained: TrainedKind,
  persons: readonly DividedRecord[],
): Promise<Outcome[]> {
  const { seeds } = context.options;
  const { preparation } = trained.recipeOf(seeds[0] ?? 1, 0);
  const all = viewBeats(trained.sources, preparation);
  const bySeed: Outcome[][] = seeds.map(() => []);
  for (const { learned, rest } of persons) {
    context.stage(`fitting ${trained.kind.id} to ${learned.record}`);
    const own = viewBeats([learned], preparation);
    const { windows } = viewBeats([rest], preparation);
    for (const [index, seed] of seeds.entries()) {
      const members = await Promise.all(
        (trained.trainings[index] ?? []).map(async (done, member) => {
          const recipe = trained.recipeOf(seed, member);
          const rehearsal = rehearsalOf(all, ADAPTATION.rehearsedPerClass, recipe.seed);
          return { ...done, weights: await adapt(recipe, done.weights, own, rehearsal) };
        }),
      );
      const [outcome] = await classifyBySeed({ ...trained, trainings: [members] }, [seed], windows);
      if (outcome !== undefined) bySeed[index]?.push(outcome);
    }
  }
  return bySeed.map(joinOutcomes);
}

function joinOutcomes(parts: readonly Outcome[]): Outcome {
  return {
    predicted: Uint8Array.from(parts.flatMap(({ predicted }) => [...predicted])),
    probabilities: Float32Array.from(
      parts.flatMap(({ probabilities }) => Array.from(probabilities ?? [])),
    ),
  };
}

interface AdaptiveTest {
  readonly test: ProtocolTest;
  readonly sources: readonly BeatSource[];
  readonly positions: Uint32Array | null;
}

function adaptiveTests(rests: readonly BeatSource[]): AdaptiveTest[] {
  const origins = originsOf(rests);
  const test: ProtocolTest = {
    id: 'reference-beats',
    title: 'After the first five minutes, beats at reference positions',
    unit: 'beats',
    set: { ...origins, classes: BEAT_CLASSES, reference: origins.beatClass },
    timeS: origins.timeS,
    notes: ['Classes by aami-literature.'],
  };
  const left = origins.records.indexOf('232');
  if (left === -1) return [{ test, sources: rests, positions: null }];
  const positions = Uint32Array.from(origins.recordOf.keys()).filter(
    (beat) => origins.recordOf[beat] !== left,
  );
  const without: ProtocolTest = {
    ...test,
    id: 'reference-beats-without-232',
    title: `${test.title}, without record 232`,
    set: takeFromTest(test.set, positions),
    timeS: Float32Array.from(positions, (beat) => origins.timeS[beat] as number),
  };
  return [
    { test, sources: rests, positions: null },
    { test: without, sources: rests.filter(({ record }) => record !== '232'), positions },
  ];
}

function answersOf(tests: readonly AdaptiveTest[], outcomes: readonly Outcome[]): Answer[] {
  return tests.map(({ test, positions }) => ({
    test,
    outcomes:
      positions === null
        ? outcomes
        : outcomes.map((outcome) => takeFromOutcome(outcome, positions)),
  }));
}

function describe({ title, tests }: Contender): string {
  const [test] = tests;
  const f1 = (name: string): string => percent(test?.byClass[name]?.f1.value ?? null);
  return `${title}: accuracy ${percent(test?.accuracy.value ?? null)} %, macro F1 ${percent(test?.macroF1.value ?? null)} %, F1 of V ${f1('V')} %, of S ${f1('S')} %.`;
}
