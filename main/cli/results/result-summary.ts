import type { Figure, ProtocolResult, TestResult } from '../../../app/contract/protocol-result.ts';
import { TABLE_ONE, TABLE_TWO } from '../../../app/learning/table-one.ts';
import { shareWords, wholeNumberWords } from './figure-words.ts';

/** What the README's tables and the report show of one test: a row for everything that took it. */
interface TestSummary {
  readonly title: string;
  /** "21,891 beats: N 18,117, …". */
  readonly counted: string;
  readonly notes: readonly string[];
  readonly columns: readonly string[];
  /** Decimals of each column. */
  readonly digits: readonly number[];
  readonly rows: readonly {
    readonly name: string;
    readonly control: boolean;
    readonly parameters: number | null;
    readonly figures: readonly Figure[];
  }[];
}

/** Decimals of a further figure: those of EC57 and of the detector differ in the second one. */
export function furtherDigits(name: string): number {
  return name.startsWith('EC57') || ['Se', '+P', 'F1'].includes(name) ? 2 : 1;
}

const NO_FIGURE: Figure = { value: null, spread: null, low: null, high: null };

/** Every test of a result once, in order, whichever contender took it. */
export function testsOf({ contenders }: ProtocolResult): TestResult[] {
  const tests = new Map<string, TestResult>();
  for (const { tests: own } of contenders) {
    for (const test of own) if (!tests.has(test.id)) tests.set(test.id, test);
  }
  return [...tests.values()];
}

/** @throws RangeError when nothing took a test of this id */
export function summaryOfTest({ contenders }: ProtocolResult, testId: string): TestSummary {
  const taken = contenders.flatMap((contender) =>
    contender.tests.flatMap((test) => (test.id === testId ? [{ contender, test }] : [])),
  );
  const first = taken[0]?.test;
  if (first === undefined) throw new RangeError(`There is no test ${testId}`);
  const { title, unit, count, byClass, notes } = first;
  const classes = Object.keys(byClass).filter((name) => (byClass[name]?.support ?? 0) > 0);
  const further = [...new Set(taken.flatMap(({ test }) => Object.keys(test.further)))];
  // Where beats are only found, there is nothing to be right about but that.
  const onlyFurther = taken.every(({ test }) => test.accuracy.value === null);
  // What a record is called is judged by this: most are normal.
  const balanced = unit === 'records' ? ['Balanced accuracy'] : [];
  const support = classes.map((name) => `${name} ${wholeNumberWords(byClass[name]?.support ?? 0)}`);
  const whole = `${wholeNumberWords(count)} ${unit}`;
  const columns = onlyFurther
    ? []
    : ['Accuracy', ...balanced, 'Macro F1', ...classes.map((name) => `F1 ${name}`)];
  return {
    title,
    counted: support.length < 2 ? whole : `${whole}: ${support.join(', ')}`,
    notes,
    columns: [...columns, ...further],
    digits: [...columns.map(() => 1), ...further.map(furtherDigits)],
    rows: taken.map(({ contender, test }) => ({
      name: contender.title,
      control: contender.control,
      parameters: contender.parameters,
      figures: [
        ...(onlyFurther
          ? []
          : [
              test.accuracy,
              ...balanced.map(() => test.balancedAccuracy),
              test.macroF1,
              ...classes.map((name) => test.byClass[name]?.f1 ?? NO_FIGURE),
            ]),
        ...further.map((name) => test.further[name] ?? NO_FIGURE),
      ],
    })),
  };
}

/** Tables 1 and 2 of the paper beside what its network does here; null for any other protocol. */
export function paperTable({ protocol, contenders }: ProtocolResult): {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
} | null {
  const paper = contenders.find(({ id }) => id === 'paper');
  if (protocol !== 'kachuee' || paper === undefined) return null;
  const shown = ['natural', 'balanced'].flatMap((id) => {
    const test = paper.tests.find((one) => one.id === id);
    return test === undefined ? [] : [test];
  });
  const rows = Object.entries(TABLE_ONE).map(([name, printed]) => [
    name,
    [printed.precision, printed.recall, printed.f1, printed.accuracy].map(shareWords).join(' / '),
    ...shown.map(({ byClass }) => {
      const own = byClass[name];
      if (own === undefined) return '–';
      return [own.precision, own.recall, own.f1, own.accuracy]
        .map(({ value }) => shareWords(value))
        .join(' / ');
    }),
  ]);
  const overall = [
    'Overall (Table 2: accuracy, precision, recall)',
    [TABLE_TWO.accuracy, TABLE_TWO.precision, TABLE_TWO.recall].map(shareWords).join(' / '),
    ...shown.map((test) => `${shareWords(test.accuracy.value)} accuracy`),
  ];
  return {
    caption: 'precision / recall / F1 / accuracy of the class against the rest',
    head: ['', 'Paper', ...shown.map(({ title }) => title)],
    rows: [...rows, overall],
  };
}
