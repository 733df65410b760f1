import type {
  Contender,
  ProtocolResult,
  TestResult,
} from '../../../app/contract/protocol-result.ts';
import { TABLE_ONE, TABLE_TWO } from '../../../app/learning/table-one.ts';
import { figureWords, shareWords, wholeNumberWords } from './figure-words.ts';

/**
 * A protocol's result as Markdown, for the README: one table a test, then each class, then what was
 * found. Percent; ± is the standard deviation over seeds, in brackets the interval of 95 % over patients.
 */
export function resultTable(result: ProtocolResult): string {
  const { environment, seeds } = result;
  const seedWords = seeds.length === 1 ? `seed ${seeds[0] ?? ''}` : `seeds ${seeds.join(', ')}`;
  const parts = [
    `### ${result.title}`,
    result.description,
    `\`${result.command}\` (${environment.engine}, ${environment.machine}, ${seedWords}${result.quick ? '; QUICK: a few records and epochs, no result' : ''})`,
    ...testsOf(result).map((test) => testTable(result, test)),
    ...(result.protocol === 'kachuee' ? [tableOneBeside(result)] : []),
    result.findings.map((finding) => `- ${finding}`).join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Every test of a result once, in order, whichever contender took it. */
function testsOf({ contenders }: ProtocolResult): TestResult[] {
  const tests = new Map<string, TestResult>();
  for (const { tests: own } of contenders) {
    for (const test of own) if (!tests.has(test.id)) tests.set(test.id, test);
  }
  return [...tests.values()];
}

function testTable(
  { contenders }: ProtocolResult,
  { id, title, unit, count, byClass, notes }: TestResult,
): string {
  const taken = contenders.flatMap((contender) =>
    contender.tests.flatMap((test) => (test.id === id ? [{ contender, test }] : [])),
  );
  const classes = Object.keys(byClass).filter((name) => (byClass[name]?.support ?? 0) > 0);
  const further = Object.keys(taken[0]?.test.further ?? {});
  const onlyFurther = taken.every(({ test }) => test.accuracy.value === null);
  const figures = onlyFurther
    ? []
    : ['Accuracy', 'Macro F1', ...classes.map((name) => `F1 ${name}`)];
  const rows = taken.map(({ contender, test }) => [
    contenderWords(contender),
    ...(onlyFurther ? [] : [figureWords(test.accuracy), figureWords(test.macroF1)]),
    ...(onlyFurther ? [] : classes.map((name) => figureWords(test.byClass[name]?.f1 ?? NONE))),
    ...further.map((name) => figureWords(test.further[name] ?? NONE)),
  ]);
  const support = classes
    .map((name) => `${name} ${wholeNumberWords(byClass[name]?.support ?? 0)}`)
    .join(', ');
  return [
    `**${title}** (${wholeNumberWords(count)} ${unit}: ${support})`,
    markdownTable(['', ...figures, ...further], rows),
    notes.join(' '),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const NONE = { value: null, spread: null, low: null, high: null };

function contenderWords({ title, control, parameters }: Contender): string {
  const size = parameters === null ? '' : `, ${wholeNumberWords(parameters)} parameters`;
  return control ? `Control: ${title}` : `${title}${size}`;
}

/** Table 1 of the paper beside what its network does here, on the natural and the balanced test set. */
function tableOneBeside({ contenders }: ProtocolResult): string {
  const paper = contenders.find(({ id }) => id === 'paper');
  if (paper === undefined) return '';
  const shown = ['natural', 'balanced'].flatMap((id) => {
    const test = paper.tests.find((one) => one.id === id);
    return test === undefined ? [] : [test];
  });
  const rows = Object.entries(TABLE_ONE).map(([name, printed]) => [
    name,
    [printed.precision, printed.recall, printed.f1, printed.accuracy].map(shareWords).join(' / '),
    ...shown.map((test) => {
      const own = test.byClass[name];
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
  return [
    '**Beside the paper’s tables** (precision / recall / F1 / accuracy of the class against the rest)',
    markdownTable(['', 'Paper', ...shown.map(({ title }) => title)], [...rows, overall]),
  ].join('\n\n');
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
