import type { Contender } from '../../../app/contract/protocol-result.ts';
import { noSuchNetwork, recipesOf } from '../recipes/index.ts';
import { Ds2Ledger } from './ds2-ledger.ts';
import { assertPatientsApart, ON_BOTH_SIDES_OF_DE_CHAZAL, presentDs2Records, readDs2, readTrainingDatabases, trainKind, type TrainedKind } from './inter-patient.ts'; // prettier-ignore
import type { Database } from './labelled-database.ts';
import type { ProtocolContext } from './protocol-context.ts';

export interface Ds2OpeningOptions {
  /** Whose checkpoints the trainings use. */
  readonly trainAs: ProtocolContext;
  /** Whether our detector finds the beats of DS2, too. */
  readonly detect: boolean;
  /** What decides a result besides the training, for the ledger. */
  readonly settings?: Record<string, unknown>;
}

/** DS2, opened for kinds of classifiers whose training was done before. */
export interface Ds2Opening {
  readonly trained: readonly TrainedKind[];
  readonly databases: { readonly ds1: Database; readonly svdb: Database | null };
  readonly ds2: Database;
  /** Enters a kind's result in the ledger. */
  close(kind: TrainedKind, result: Contender): void;
  /** How often DS2 was opened, in words. */
  count(): string;
}

/**
 * The order that the guards ask for, whatever is tested: train every kind, enter its configuration
 * in the ledger, and only then read DS2.
 * @throws RangeError when a patient lies on both sides
 */
export async function openDs2(
  context: ProtocolContext,
  { trainAs, detect, settings = {} }: Ds2OpeningOptions,
): Promise<Ds2Opening> {
  const { networks, outFolder, ledgerFolder, protocol, quick, seeds } = context.options;
  const kinds = recipesOf(networks).filter(({ only }) => only !== 'known-patients');
  trainAs.plan(seeds.length * kinds.reduce((sum, { members }) => sum + members, 0));
  if (kinds.length === 0) throw noSuchNetwork(networks, protocol);
  const databases = await readTrainingDatabases(context, kinds);
  const trained: TrainedKind[] = [];
  for (const kind of kinds) trained.push(await trainKind(trainAs, kind, databases));

  const ledger = new Ds2Ledger(ledgerFolder ?? (quick ? context.folder : outFolder));
  const enter = (testedRecords: readonly string[]): Map<TrainedKind, string> =>
    new Map(
      trained.map((one) => {
        const configuration = { ...configurationOf(one, seeds), ...settings, testedRecords };
        return [one, ledger.open(protocol, one.kind.id, configuration)];
      }),
    );
  const present = presentDs2Records(context);
  let entries = enter(present);
  const ds2 = await readDs2(context, detect);
  // Where one turns out damaged, what is tested is another configuration, entered beside the first.
  const tested = ds2.records.map(({ record }) => record);
  if (tested.length < present.length) entries = enter(tested);
  assertPatientsApart(
    trained.flatMap(({ sources }) => sources),
    ds2.records,
    ON_BOTH_SIDES_OF_DE_CHAZAL,
  );
  return {
    trained,
    databases,
    ds2,
    close(kind, result) {
      ledger.close(protocol, entries.get(kind) ?? '', mainFigures(result));
    },
    count: () =>
      `DS2 was opened for ${ledger.entries.length} registered configurations, as this ledger counts; each is in ds2-ledger.json.`,
  };
}

/** Everything about a kind's training that decides what its test on DS2 gives. */
function configurationOf(
  { kind, recipeOf, sources }: TrainedKind,
  seeds: readonly number[],
): Record<string, unknown> {
  return {
    kind: kind.id,
    recipes: seeds.map((seed) => recipeOf(seed, 0)),
    members: kind.members,
    ...(kind.rhythmRule === undefined ? {} : { rhythmRule: kind.rhythmRule }),
    records: sources.map(({ record }) => record),
  };
}

/** What the ledger keeps of a contender's result. */
function mainFigures({ tests }: Contender): Record<string, number | null> {
  return Object.fromEntries(
    tests.flatMap(({ id, accuracy, byClass }) => [
      [`${id} accuracy`, accuracy.value],
      ...['S', 'V'].map((name): [string, number | null] => [
        `${id} ${name} F1`,
        byClass[name]?.f1.value ?? null,
      ]),
    ]),
  );
}
