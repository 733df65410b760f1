import type { Figure, ProtocolResult, ProtocolRun } from '../../../app/contract/protocol-result.ts';
import { testsOf } from './tested-contenders.ts';
import { PROTOCOLS_TEXT } from '../../text/protocols.ts';

/** One figure of two runs. */
export interface FigurePair {
  readonly name: string;
  readonly a: Figure | null;
  readonly b: Figure | null;
  /** b - a; null when one of them is missing. */
  readonly difference: number | null;
  /** Whether the intervals of both lie apart; null where one has none, or none of any width. */
  readonly apart: boolean | null;
}

/** One contender on one test in two runs. */
export interface TestPair {
  readonly id: string;
  readonly contender: string;
  readonly test: string;
  readonly figures: readonly FigurePair[];
}

/** One line of the settings of two runs. */
export interface SettingPair {
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

/** The tests that both runs have, contender by contender, in the order of the first. */
export function compareResults(a: ProtocolResult, b: ProtocolResult): TestPair[] {
  const rowsOfB = testsOf(b).flatMap(({ rows }) => rows);
  return testsOf(a).flatMap(({ rows }) =>
    rows.flatMap(({ contender, test }) => {
      const other = rowsOfB.find(
        (row) => row.contender.id === contender.id && row.test.id === test.id,
      );
      if (other === undefined) return [];
      const figures = [
        pair(PROTOCOLS_TEXT.figureNames.accuracy, test.accuracy, other.test.accuracy),
        pair(
          PROTOCOLS_TEXT.figureNames.balanced,
          test.balancedAccuracy,
          other.test.balancedAccuracy,
        ),
        pair(PROTOCOLS_TEXT.figureNames.macroF1, test.macroF1, other.test.macroF1),
        ...test.classes.map((name) =>
          pair(PROTOCOLS_TEXT.f1Name(name), test.byClass[name]?.f1, other.test.byClass[name]?.f1),
        ),
      ];
      const id = `${test.id}/${contender.id}`;
      return [{ id, contender: contender.title, test: test.title, figures }];
    }),
  );
}

/** What was asked for and where it ran, side by side. */
export function compareSettings(
  a: { run: ProtocolRun; result: ProtocolResult },
  b: { run: ProtocolRun; result: ProtocolResult },
): SettingPair[] {
  const left = settingsOf(a);
  const right = settingsOf(b);
  return left.map(([name, value], index) => ({ name, a: value, b: right[index]?.[1] ?? '' }));
}

function pair(name: string, a: Figure | undefined, b: Figure | undefined): FigurePair {
  const [from, to] = [a?.value ?? null, b?.value ?? null];
  return {
    name,
    a: a ?? null,
    b: b ?? null,
    difference: from === null || to === null ? null : to - from,
    apart: areApart(a, b),
  };
}

/** An interval without width is of figures that are all alike, and says nothing of others. */
function areApart(a: Figure | undefined, b: Figure | undefined): boolean | null {
  const [lowA, highA, lowB, highB] = [a?.low, a?.high, b?.low, b?.high].map((end) => end ?? NaN);
  if (lowA === undefined || highA === undefined || lowB === undefined || highB === undefined) {
    return null;
  }
  if (!(lowA < highA && lowB < highB)) return null;
  return highA < lowB || highB < lowA;
}

/** The networks that a run trains, in words; null where nothing is trained. */
export function networksOf({
  protocol,
  networks,
}: Pick<ProtocolRun, 'protocol' | 'networks'>): string | null {
  if (protocol === 'detector') return null;
  return networks.map((name) => PROTOCOLS_TEXT.networkNames[name]).join(', ');
}

/** Only the paper's network is trained with a loss that can be chosen. */
export function lossOf(run: Pick<ProtocolRun, 'protocol' | 'networks' | 'loss'>): string | null {
  const isOfPaper = run.networks.some((name) => name.startsWith('paper'));
  return networksOf(run) !== null && isOfPaper ? PROTOCOLS_TEXT.losses[run.loss] : null;
}

function settingsOf({ run, result }: { run: ProtocolRun; result: ProtocolResult }) {
  const { settingNames: names, doesNotApply, yes, no } = PROTOCOLS_TEXT;
  return [
    [names.protocol, result.title],
    [names.networks, networksOf(run) ?? doesNotApply],
    [names.loss, lossOf(run) ?? doesNotApply],
    [names.seeds, run.seeds.join(', ')],
    [names.quick, run.quick ? yes : no],
    [names.data, run.dataFolder],
    [names.engine, result.environment.engine],
    [names.machine, result.environment.machine],
    [names.version, result.environment.version],
    [names.seconds, result.wallS.toFixed(0)],
  ] as const;
}
