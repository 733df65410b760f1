import type { Contender } from '../../../app/contract/protocol-result.ts';
import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import type { Outcome } from '../../../app/learning/test-summary.ts';
import { countClasses } from '../labelled-beats.ts';
import { adapt, adaptationSettings, rehearsalOf, type AdaptationSettings } from './adaptation.ts';
import {
  originsOf,
  referenceBeats,
  viewBeats,
  type BeatSource,
  type BeatView,
} from './beat-source.ts';
import { contenderOf, headOf } from './contenders.ts';
import { controlContenders, type ControlView } from './controls.ts';
import { openDs2 } from './ds2-opening.ts';
import { classifyBySeed, type TrainedKind } from './inter-patient.ts';
import { databaseInResult } from './labelled-database.ts';
import type { ProtocolContext } from './protocol-context.ts';
import { outcomesAt, withoutRecord, type Answer, type ProtocolFindings, type ProtocolTest } from './protocol-test.ts'; // prettier-ignore
import { countsByClass, percent } from './result-words.ts';

/** The stretch of each record that somebody labels: what EC57 calls the learning period. */
const LEARNED_S = 300;
const DESCRIPTION =
  'As ds1-ds2 with beats at reference positions, but the first five minutes of each DS2 record, with their reference labels, fit the network to that person; the rest of the record is tested. Beside it the same networks without the fitting, on the same beats.';

/** Patient-adaptive: a network is fitted to each person from five labelled minutes. */
export async function runAdaptive(context: ProtocolContext): Promise<ProtocolFindings> {
  const { seeds, quick } = context.options;
  const adaptation = adaptationSettings(quick);
  // The same networks as in `ds1-ds2`: what is trained there already is taken from its checkpoints.
  const opening = await openDs2(context, {
    trainAs: context.as('ds1-ds2'),
    detect: false,
    settings: { adaptation },
  });
  const { trained, databases, ds2 } = opening;
  const persons = ds2.records.map((record) =>
    dividedInTime(referenceBeats(record, 'aami-literature')),
  );
  const rests = persons.map(({ rest }) => rest);
  const tests = adaptiveTests(rests);
  const contenders: Contender[] = [];
  for (const one of trained) {
    const recipe = one.recipeOf(seeds[0] ?? 1, 0);
    const trainings = one.trainings.flat();
    const plain = await classifyBySeed(one, seeds, rests);
    const head = headOf(one.kind, recipe, trainings);
    const fitted = contenderOf(
      context,
      { ...head, settings: { ...head.settings, adaptation } },
      answersOf(tests, await fitAndClassify(context, one, persons, adaptation)),
    );
    contenders.push(
      fitted,
      contenderOf(
        context,
        {
          ...head,
          id: `${one.kind.id}-unfitted`,
          title: `${one.kind.title}, not fitted`,
        },
        answersOf(tests, plain),
      ),
    );
    opening.close(one, fitted);
  }
  const learned = persons.map(({ learned: part }) => part);
  const control = (id: ControlView['id'], title: string, view: BeatView): ControlView => ({
    id,
    title: `${title}, learned from DS1 and all first five minutes`,
    training: viewBeats([...(trained[0]?.sources ?? []), ...learned], view),
    tested: tests.map(({ sources }) => viewBeats(sources, view).windows),
  });
  contenders.push(
    ...controlContenders(
      context,
      tests.map(({ test }) => test),
      [
        control('length-only', 'Length of the segment alone', 'length'),
        control('rr-only', 'RR intervals alone', 'rhythm'),
      ],
    ),
  );
  const counts = countsByClass(countClasses(originsOf(rests).beatClass));
  const own = countsByClass(countClasses(originsOf(learned).beatClass));
  return {
    title: 'Fitted to each person (first five minutes)',
    description: DESCRIPTION,
    data: [databases.ds1, databases.svdb, ds2].flatMap((database) =>
      database === null ? [] : [databaseInResult(database)],
    ),
    counts: [
      { set: 'first five minutes of DS2', before: own, afterAugmentation: own },
      { set: 'test (the rest of DS2)', before: counts, afterAugmentation: counts },
    ],
    contenders,
    findings: [...contenders.filter(({ control }) => !control).map(describe), opening.count()],
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
  adaptation: AdaptationSettings,
): Promise<Outcome[]> {
  const { seeds } = context.options;
  const { preparation } = trained.recipeOf(seeds[0] ?? 1, 0);
  const all = viewBeats(trained.sources, preparation);
  const rehearsals = seeds.map((seed, index) =>
    (trained.trainings[index] ?? []).map((_, member) =>
      rehearsalOf(all, adaptation.rehearsedPerClass, trained.recipeOf(seed, member).seed),
    ),
  );
  const bySeed: Outcome[][] = seeds.map(() => []);
  for (const { learned, rest } of persons) {
    context.stage(`fitting ${trained.kind.id} to ${learned.record}`);
    const own = viewBeats([learned], preparation);
    for (const [index, seed] of seeds.entries()) {
      const members = await Promise.all(
        (trained.trainings[index] ?? []).map(async (done, member) => {
          const recipe = trained.recipeOf(seed, member);
          const rehearsal = rehearsals[index]?.[member];
          if (rehearsal === undefined) throw new RangeError('Every member rehearses');
          return {
            ...done,
            weights: await adapt(recipe, done.weights, own, rehearsal, adaptation),
          };
        }),
      );
      const [outcome] = await classifyBySeed({ ...trained, trainings: [members] }, [seed], [rest]);
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
  const whole = { test, sources: rests, positions: null };
  const part = withoutRecord(test, '232');
  if (part === null) return [whole];
  return [whole, { ...part, sources: rests.filter(({ record }) => record !== '232') }];
}

function answersOf(tests: readonly AdaptiveTest[], outcomes: readonly Outcome[]): Answer[] {
  return tests.map(({ test, positions }) => ({
    test,
    outcomes: outcomesAt(outcomes, positions),
  }));
}

function describe({ title, tests }: Contender): string {
  const [test] = tests;
  const f1 = (name: string): string => percent(test?.byClass[name]?.f1.value ?? null);
  return `${title}: accuracy ${percent(test?.accuracy.value ?? null)} %, macro F1 ${percent(test?.macroF1.value ?? null)} %, F1 of V ${f1('V')} %, of S ${f1('S')} %.`;
}
