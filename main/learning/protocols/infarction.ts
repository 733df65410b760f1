import { trainingSide } from '../labelled-beats.ts';
import type { Contender } from '../../../app/contract/protocol-result.ts';
import { balancedAccuracyGain } from '../../../app/learning/paired-gain.ts';
import { foldsByGroup } from '../../../app/learning/database-split.ts';
import type { Outcome, TestSet } from '../../../app/learning/test-summary.ts';
import { originsOf, viewBeats } from './beat-source.ts';
import { classify, contenderOf } from './contenders.ts';
import { trainControl } from './controls.ts';
import { INFARCTION_CLASSES, readPtbdb, readPtbxl, readPtbxlZ, type DiagnosedRecord, type DiagnosedRecords } from './infarction-data.ts'; // prettier-ignore
import { transferKinds, type TransferKind } from './infarction-transfer.ts';
import type { DoneTraining, ProtocolContext } from './protocol-context.ts';
import type { ProtocolFindings, ProtocolTest } from './protocol-test.ts';
import { assertPatientsApart } from './inter-patient.ts';
import { databaseInResult } from './labelled-database.ts';
import { votesOfRecords } from './record-votes.ts';
import { countsByClass, percent } from './result-words.ts';

const FOLDS = 5;
const QUICK_FOLDS = 2;
const GOAL = 0.88;

/** Records to learn from and to test on, as positions. */
interface Part {
  readonly name: string;
  readonly training: readonly number[];
  readonly test: readonly number[];
}

interface InfarctionData {
  readonly title: string;
  readonly description: string;
  readonly name: string;
  readonly caution: string | null;
  read(context: ProtocolContext): Promise<DiagnosedRecords>;
  parts(records: readonly DiagnosedRecord[], quick: boolean): Part[];
}

const WAY =
  'Infarction against normal on lead II: the detector finds the beats, each is cut in the manner of Kachuee and classified, and a record is called by the mean log-odds of its beats. The paper’s network with two outputs, from random weights and from those that it learned on the beats of the MIT-BIH database; the class weights favour the rarer class.';

export const PTBXL: InfarctionData = {
  title: 'Infarction, PTB-XL by patient',
  description: `${WAY} Five-fold cross-validation by patient; every record is tested once.`,
  name: 'PTB-XL, lead II, 500 Hz',
  caution: null,
  read: readPtbxl,
  parts: crossValidation,
};

export const PTBXL_Z: InfarctionData = {
  title: 'Infarction, z-scored sample of PTB-XL',
  description: `${WAY} Trained on the sample’s own training folds, tested on its validation fold.`,
  name: 'PTB-XL sample, lead II, z-scored',
  caution:
    'Every infarction record of this sample also has ST/T changes or a conduction disturbance, and its amplitudes are lost: these figures say less about infarction than those of PTB-XL itself.',
  read: readPtbxlZ,
  parts: (records) => {
    const places = [...records.keys()];
    const isTest = (record: number): boolean => records[record]?.split === 'val';
    return [
      {
        name: 'training folds',
        training: places.filter((record) => !isTest(record)),
        test: places.filter(isTest),
      },
    ];
  },
};

export const PTBDB: InfarctionData = {
  title: 'Infarction, PTB Diagnostic by patient',
  description: `${WAY} Five-fold cross-validation by patient; every record is tested once.`,
  name: 'PTB Diagnostic ECG Database',
  caution: null,
  read: readPtbdb,
  parts: crossValidation,
};

/** Patients dealt to folds so that both diagnoses are in each. */
function crossValidation(records: readonly DiagnosedRecord[], quick: boolean): Part[] {
  const infarctions = new Map<string, number>();
  for (const { patient, diagnosis } of records) {
    infarctions.set(patient, (infarctions.get(patient) ?? 0) + diagnosis);
  }
  const counts = Array.from(infarctions, ([group, count]) => ({ group, counts: [0, count] }));
  return foldsByGroup(counts, quick ? QUICK_FOLDS : FOLDS).map((held, fold) => {
    const isHeld = (record: number): boolean => held.includes(records[record]?.patient ?? '');
    const places = [...records.keys()];
    return {
      name: `fold ${fold + 1}`,
      training: places.filter((record) => !isHeld(record)),
      test: places.filter(isHeld),
    };
  });
}

/** Infarction against normal on one database. */
export async function runInfarction(
  context: ProtocolContext,
  data: InfarctionData,
): Promise<ProtocolFindings> {
  const { seeds, quick } = context.options;
  const { records, leftOut } = await data.read(context);
  const parts = data.parts(records, quick);
  for (const { training, test } of parts) {
    assertPatientsApart(at(records, training), at(records, test));
  }
  const kinds = await transferKinds(context);
  context.plan(kinds.length * parts.length * seeds.length);
  const tests = infarctionTests(records, parts);
  const votes = new Map<string, Outcome[]>();
  const contenders: Contender[] = [];
  for (const kind of kinds) {
    const { trainings, outcomes } = await testKind(context, kind, records, parts);
    const recordOutcomes = outcomes.map((outcome) => votesOfRecords(tests.beats, outcome));
    votes.set(kind.id, recordOutcomes);
    const scratch = votes.get('paper-scratch');
    const gain =
      scratch === undefined || kind.id === 'paper-scratch'
        ? {}
        : {
            'gain in balanced accuracy over random weights': balancedAccuracyGain(
              tests.records.set,
              scratch,
              recordOutcomes,
            ),
          };
    contenders.push(
      contenderOf(
        context,
        {
          id: kind.id,
          title: kind.title,
          control: false,
          network: { recipe: kind.recipe(seeds[0] ?? 1), trainings },
          settings: kind.settings,
        },
        [
          { test: tests.records, outcomes: recordOutcomes, further: gain },
          { test: tests.beats, outcomes },
        ],
      ),
    );
  }
  contenders.push(...controls(context, records, parts, tests));
  const counts = countsByClass(
    INFARCTION_CLASSES.map((_, own) => records.filter(({ diagnosis }) => diagnosis === own).length),
    INFARCTION_CLASSES,
  );
  return {
    title: data.title,
    description: data.description,
    data: [databaseInResult({ name: data.name, records, leftOut })],
    counts: [{ set: 'records', before: counts, afterAugmentation: counts }],
    contenders,
    findings: [
      ...(data.caution === null ? [] : [data.caution]),
      ...(kinds.length > 1 ? [] : ['There is no MIT-BIH database here to transfer from.']),
      ...contenders.filter(({ control }) => !control).map(describe),
    ],
  };
}

function at<T>(all: readonly T[], places: readonly number[]): T[] {
  return places.map((place) => all[place] as T);
}

/** Records in the order in which the parts test them. */
function testedRecords(records: readonly DiagnosedRecord[], parts: readonly Part[]) {
  return parts.flatMap(({ test }) => at(records, test));
}

interface InfarctionTests {
  readonly records: ProtocolTest;
  readonly beats: ProtocolTest;
}

function infarctionTests(
  records: readonly DiagnosedRecord[],
  parts: readonly Part[],
): InfarctionTests {
  const tested = testedRecords(records, parts);
  const origins = originsOf(tested);
  const shared: Pick<TestSet, 'classes' | 'records' | 'patients'> = {
    classes: INFARCTION_CLASSES,
    records: origins.records,
    patients: origins.patients,
  };
  return {
    records: {
      id: 'records',
      title: 'Records, by the mean log-odds of their beats',
      unit: 'records',
      set: {
        ...shared,
        reference: Uint8Array.from(tested, ({ diagnosis }) => diagnosis),
        recordOf: Uint16Array.from(tested.keys()),
      },
      timeS: null,
      notes: [],
    },
    beats: {
      id: 'beats',
      title: 'Single beats',
      unit: 'beats',
      set: { ...shared, reference: origins.beatClass, recordOf: origins.recordOf },
      timeS: null,
      notes: [],
    },
  };
}

async function testKind(
  context: ProtocolContext,
  kind: TransferKind,
  records: readonly DiagnosedRecord[],
  parts: readonly Part[],
): Promise<{ trainings: DoneTraining[]; outcomes: Outcome[] }> {
  const trainings: DoneTraining[] = [];
  const outcomes: Outcome[] = [];
  for (const seed of context.options.seeds) {
    const recipe = kind.recipe(seed);
    const ofParts: Outcome[] = [];
    for (const { name, training, test } of parts) {
      const done = await context.train({
        contender: kind.id,
        part: name,
        recipe,
        training: trainingSide(viewBeats(at(records, training), recipe.preparation)),
        validation: null,
        classNames: INFARCTION_CLASSES,
        start: kind.start(seed),
      });
      trainings.push(done);
      const { windows } = viewBeats(at(records, test), recipe.preparation);
      ofParts.push(await classify(recipe, done.weights, windows));
    }
    outcomes.push(joinedOutcome(ofParts));
  }
  return { trainings, outcomes };
}

function joinedOutcome(parts: readonly Outcome[]): Outcome {
  return {
    predicted: Uint8Array.from(parts.flatMap(({ predicted }) => [...predicted])),
    probabilities: Float32Array.from(
      parts.flatMap(({ probabilities }) => Array.from(probabilities ?? [])),
    ),
  };
}

/** Always normal, and what the heart rate and the rhythm alone tell. */
function controls(
  context: ProtocolContext,
  records: readonly DiagnosedRecord[],
  parts: readonly Part[],
  tests: InfarctionTests,
): Contender[] {
  context.stage('controls');
  const views = [
    { id: 'length-only', title: 'Length of the segment alone (1.2 RR intervals)', view: 'length' },
    { id: 'rr-only', title: 'RR intervals alone', view: 'rhythm' },
  ] as const;
  const always: Outcome = {
    predicted: new Uint8Array(tests.records.set.reference.length),
    probabilities: null,
  };
  const head = (id: string, title: string) => ({ id, title, control: true });
  return [
    contenderOf(context, head('always-normal', 'Always normal'), [
      { test: tests.records, outcomes: [always] },
    ]),
    ...views.map(({ id, title, view }) => {
      const outcomes = context.options.seeds.map((seed) => {
        const beats = joinedOutcome(
          parts.map(({ training, test }) => {
            const settings = { classes: INFARCTION_CLASSES.length, seed, alphaPower: 1 };
            const control = trainControl(viewBeats(at(records, training), view), settings);
            return control(viewBeats(at(records, test), view).windows);
          }),
        );
        return votesOfRecords(tests.beats, beats);
      });
      return contenderOf(context, head(id, title), [{ test: tests.records, outcomes }]);
    }),
  ];
}

function describe({ title, tests }: Contender): string {
  const [test] = tests;
  const { value, low, high } = test?.balancedAccuracy ?? { value: null, low: null, high: null };
  const gains = Object.entries(test?.further ?? {}).map(
    ([name, gain]) =>
      `; ${name} ${percent(gain.value)} points (${percent(gain.low)} to ${percent(gain.high)})`,
  );
  const reached = value === null ? '' : value >= GOAL ? ', the goal of 88 % reached' : ', below the goal of 88 %'; // prettier-ignore
  return `${title}: balanced accuracy on records ${percent(value)} % (${percent(low)} to ${percent(high)})${reached}${gains.join('')}.`;
}
