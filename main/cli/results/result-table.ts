import type { ProtocolResult } from '../../../app/contract/protocol-result.ts';
import { leftOutWords } from '../../../app/text/left-out-records.ts';
import { figureWords, wholeNumberWords } from './figure-words.ts';
import { paperTable, summaryOfTest, testsOf } from './result-summary.ts';

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
    ...result.data.flatMap((data) => leftOutWords(data) ?? []),
    ...testsOf(result).map(({ id }) => testTable(result, id)),
    besideThePaper(result),
    result.findings.map((finding) => `- ${finding}`).join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function testTable(result: ProtocolResult, testId: string): string {
  const { title, counted, notes, columns, digits, rows } = summaryOfTest(result, testId);
  const named = rows.map(({ name, control, parameters, figures }) => {
    const size = parameters === null ? '' : `, ${wholeNumberWords(parameters)} parameters`;
    const words = figures.map((figure, column) => figureWords(figure, digits[column]));
    return [control ? `Control: ${name}` : `${name}${size}`, ...words];
  });
  return [`**${title}** (${counted})`, markdownTable(['', ...columns], named), notes.join(' ')]
    .filter((part) => part !== '')
    .join('\n\n');
}

function besideThePaper(result: ProtocolResult): string {
  const table = paperTable(result);
  if (table === null) return '';
  return [
    `**Beside the paper’s tables** (${table.caption})`,
    markdownTable(table.head, table.rows),
  ].join('\n\n');
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
