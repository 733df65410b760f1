import type { ProtocolBeat, ProtocolResult } from '../../../app/contract/protocol-result.ts';
import { RESEARCH_USE } from '../../../app/text/intended-use.ts';
import { leftOutWords } from '../../../app/text/left-out-records.ts';
import { countBars, linePlot } from './charts.ts';
import { contenderPart } from './contender-part.ts';
import { figureWords } from './figure-words.ts';
import { escaped, markupTable } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';
import { timeWords } from './time-words.ts';
import { paperTable, summaryOfTest, testsOf } from './result-summary.ts';

/** A result with some of the beats that it tested; those stay on the machine that has the recordings. */
export interface ReportedResult {
  readonly result: ProtocolResult;
  readonly samples: readonly ProtocolBeat[];
}

/** One HTML file that needs nothing else: every protocol's tables and pictures. */
export function resultPage(reported: readonly ReportedResult[]): string {
  const contents = reported
    .map(
      ({ result }) =>
        `<li><a href="#${sectionId(result)}">${escaped(result.title)}${result.quick ? ' (quick run)' : ''}</a></li>`,
    )
    .join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Ectopy: results</title><style>${PAGE_STYLE}</style></head>
<body><header><h1>Ectopy: results</h1><p class="muted">${escaped(RESEARCH_USE)} Percent; ± is the standard deviation over seeds, in brackets the 95 % interval over patients.</p><nav aria-label="Protocols"><ul>${contents}</ul></nav></header>
<main>
${reported.map(section).join('\n')}
</main></body></html>
`;
}

function sectionId({ protocol, quick }: ProtocolResult): string {
  return quick ? `${protocol}-quick` : protocol;
}

function section({ result, samples }: ReportedResult): string {
  const quick = result.quick
    ? '<p class="warning">A quick run on a few records with a few epochs: it shows that everything runs, not how well it does.</p>'
    : '';
  const beats =
    samples.length === 0
      ? ''
      : `<h3>A beat of each class that was called right</h3><div class="row">${samples.map(waveform).join('')}</div>`;
  const [first, ...others] = result.contenders.filter(({ control }) => !control);
  return [
    `<section id="${sectionId(result)}"><h2>${escaped(result.title)}</h2>${quick}`,
    `<p>${escaped(result.description)}</p>`,
    `<ul class="findings">${result.findings.map((finding) => `<li>${escaped(finding)}</li>`).join('')}</ul>`,
    howMade(result),
    ...testsOf(result).map(({ id }) => figuresOfTest(result, id)),
    besideThePaper(result),
    countBars(result),
    beats,
    '<h3>In detail</h3>',
    ...(first === undefined ? [] : [contenderPart(first, true)]),
    ...others.map((contender) => contenderPart(contender, false)),
    '</section>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function howMade(result: ProtocolResult): string {
  const { command, environment, seeds, data } = result;
  const leftOut = data.flatMap(({ name, leftOut: records }) =>
    records.map(({ record, reason }) => `<li>${escaped(`${name} ${record}: ${reason}`)}</li>`),
  );
  const machine = `${environment.engine}, ${environment.machine}, Node ${environment.node}, Ectopy ${environment.version}; ${timeWords(result)}; seeds ${seeds.join(', ')}`;
  const records = data
    .map(({ name, records: own }) => `${name}: ${own.length === 0 ? 'none' : own.join(', ')}`)
    .map((words) => `<li>${escaped(words)}</li>`);
  return [
    `<p><code>${escaped(command)}</code><br><span class="muted">${escaped(machine)}</span></p>`,
    `<details><summary>Records</summary><ul>${records.join('')}</ul></details>`,
    leftOut.length === 0
      ? ''
      : `<details><summary>Left out: ${leftOut.length}</summary><ul>${leftOut.join('')}</ul></details>`,
    ...data
      .flatMap((one) => leftOutWords(one) ?? [])
      .map((words) => `<p class="warning">${escaped(words)}</p>`),
  ].join('');
}

/** One test, with everything that took it and the controls below. */
function figuresOfTest(result: ProtocolResult, testId: string): string {
  const { title, counted, notes, columns, digits, rows } = summaryOfTest(result, testId);
  const body = rows.map(({ name, control, figures }) => {
    const cells = figures.map((figure, column) => {
      const [value, ...rest] = figureWords(figure, digits[column]).split(' ');
      return `<td>${value ?? ''}${rest.length === 0 ? '' : `<small>${rest.join(' ')}</small>`}</td>`;
    });
    const label = control ? `Control: ${name}` : name;
    return `<tr${control ? ' class="control"' : ''}><th scope="row">${escaped(label)}</th>${cells.join('')}</tr>`;
  });
  const head = ['', ...columns].map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  const note = notes.length === 0 ? '' : `<p class="muted">${escaped(notes.join(' '))}</p>`;
  return `<h4>${escaped(title)} <span class="muted">(${escaped(counted)})</span></h4>${note}<div class="scroll"><table class="figures"><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function besideThePaper(result: ProtocolResult): string {
  const table = paperTable(result);
  if (table === null) return '';
  const rows = table.rows.map((cells) => cells.map(escaped));
  return `<h4>Beside the paper’s tables</h4><div class="scroll">${markupTable(table.caption, table.head, rows)}</div>`;
}

function waveform({ record, timeS, reference, window }: ProtocolBeat): string {
  return linePlot({
    title: `${reference}: record ${record} at ${timeS.toFixed(1)} s`,
    x: 'number of the input',
    lowX: 0,
    highX: window.length - 1,
    lowY: Math.min(0, ...window),
    highY: Math.max(1, ...window),
    series: [
      { name: '', points: window.map((value, index) => [index, value] as const), colour: 0 },
    ],
  });
}
