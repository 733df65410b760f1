import type {
  Contender,
  ProtocolBeat,
  ProtocolResult,
  TestResult,
} from '../../../app/contract/protocol-result.ts';
import { RESEARCH_USE } from '../output.ts';
import { confusionTable, countBars, escaped, linePlot, reliabilityPlot } from './charts.ts';
import { figureWords, shareWords, wholeNumberWords } from './figure-words.ts';

/** A result with some of the beats that it tested; those stay on the machine that has the recordings. */
export interface ReportedResult {
  readonly result: ProtocolResult;
  readonly samples: readonly ProtocolBeat[];
}

const STYLE = `body{font:14px/1.5 system-ui,sans-serif;max-width:1100px;margin:2em auto;padding:0 1em;color:#1d1d1f}
table{border-collapse:collapse;margin:1em 0;font-variant-numeric:tabular-nums}th,td{padding:2px 8px;border-bottom:1px solid #ddd;text-align:right}
th:first-child,td:first-child{text-align:left}caption{text-align:left;color:#555}figure{display:inline-block;margin:.5em 1em .5em 0;vertical-align:top}
figcaption{color:#555}svg text{font:11px system-ui,sans-serif;fill:#444}code{background:#f3f3f3;padding:0 3px}.warning{background:#fff3d6;padding:.4em}`;

/** One HTML file that needs nothing else: every protocol's tables and pictures. */
export function resultPage(reported: readonly ReportedResult[]): string {
  const contents = reported
    .map(({ result }) => `<li><a href="#${result.protocol}">${escaped(result.title)}</a></li>`)
    .join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Ectopy: results</title><style>${STYLE}</style></head>
<body><h1>Results</h1><p>${escaped(RESEARCH_USE)}</p><ul>${contents}</ul>
${reported.map(section).join('\n')}
</body></html>
`;
}

function section({ result, samples }: ReportedResult): string {
  const { environment } = result;
  const quick = result.quick
    ? '<p class="warning">A quick run on a few records with a few epochs: it shows that everything runs, not how well it does.</p>'
    : '';
  const leftOut = result.data.flatMap(({ name, leftOut: records }) =>
    records.map(({ record, reason }) => `<li>${escaped(`${name} ${record}: ${reason}`)}</li>`),
  );
  return [
    `<section id="${result.protocol}"><h2>${escaped(result.title)}</h2>${quick}`,
    `<p>${escaped(result.description)}</p>`,
    `<p><code>${escaped(result.command)}</code><br>${escaped(`${environment.engine}, ${environment.machine}, Node ${environment.node}, Ectopy ${environment.version}; ${Math.round(result.wallS)} s; seeds ${result.seeds.join(', ')}`)}</p>`,
    `<ul>${result.findings.map((finding) => `<li>${escaped(finding)}</li>`).join('')}</ul>`,
    leftOut.length === 0 ? '' : `<p>Left out:</p><ul>${leftOut.join('')}</ul>`,
    countBars(result),
    samples.length === 0 ? '' : `<div>${samples.map(waveform).join('')}</div>`,
    ...result.contenders.map(contenderPart),
    '</section>',
  ].join('\n');
}

function contenderPart(contender: Contender): string {
  const { title, control, parameters, multiplyAdds, tests } = contender;
  const size =
    parameters === null
      ? ''
      : `<p>${wholeNumberWords(parameters)} parameters, ${wholeNumberWords(multiplyAdds ?? 0)} multiply-adds a beat.</p>`;
  return [
    `<h3>${escaped(control ? `Control: ${title}` : title)}</h3>${size}`,
    curves(contender),
    ...tests.map((test) => testPart(test, control)),
  ].join('\n');
}

function curves({ trainings }: Contender): string {
  const few = trainings.slice(0, 5);
  if (few.every(({ epochs }) => epochs.length === 0)) return '';
  const losses = few.flatMap(({ epochs }) =>
    epochs.flatMap(({ trainLoss, validationLoss }) => [trainLoss, validationLoss ?? 0]),
  );
  const name = (part: string, seed: number): string => `${part}, seed ${seed}`;
  const loss = linePlot({
    title: 'Loss',
    x: 'epoch',
    y: 'loss',
    lowY: 0,
    highY: Math.max(...losses),
    series: few.flatMap(({ part, seed, epochs }) => [
      { name: name(part, seed), points: epochs.map(({ epoch, trainLoss }) => [epoch, trainLoss] as const) }, // prettier-ignore
      ...(epochs.some(({ validationLoss }) => validationLoss !== null)
        ? [
            {
              name: `${name(part, seed)}, validation`,
              points: epochs.map(
                ({ epoch, validationLoss }) => [epoch, validationLoss ?? Number.NaN] as const,
              ),
            },
          ]
        : []),
    ]),
  });
  const [first] = few;
  const classes = Object.keys(first?.epochs[0]?.f1 ?? {});
  if (first === undefined || classes.length === 0) return loss;
  return (
    loss +
    linePlot({
      title: `F1 on validation beats, ${name(first.part, first.seed)}`,
      x: 'epoch',
      y: 'F1',
      lowY: 0,
      highY: 1,
      series: classes.map((own) => ({
        name: own,
        points: first.epochs.map(({ epoch, f1 }) => [epoch, f1[own] ?? Number.NaN] as const),
      })),
    })
  );
}

function testPart(test: TestResult, control: boolean): string {
  const rows = Object.entries(test.byClass).map(
    ([name, own]) =>
      `<tr><td>${escaped(name)}</td><td>${wholeNumberWords(own.support)}</td>${[own.precision, own.recall, own.f1, own.accuracy].map((figure) => `<td>${figureWords(figure)}</td>`).join('')}</tr>`,
  );
  const further = Object.entries(test.further).map(
    ([name, figure]) => `<tr><td>${escaped(name)}</td><td>${figureWords(figure)}</td></tr>`,
  );
  const pictures =
    confusionTable(test) + (test.reliability.length === 0 ? '' : reliabilityPlot(test));
  const byRecord = test.byRecord.map(
    ({ record, beats, accuracy, f1 }) =>
      `<tr><td>${escaped(record)}</td><td>${wholeNumberWords(beats)}</td><td>${shareWords(accuracy)}</td>${Object.keys(
        test.byClass,
      )
        .map((name) => `<td>${shareWords(f1[name] ?? null)}</td>`)
        .join('')}</tr>`,
  );
  return [
    `<details${control ? '' : ' open'}><summary><b>${escaped(test.title)}</b>: accuracy ${figureWords(test.accuracy)}, macro F1 ${figureWords(test.macroF1)}, balanced accuracy ${figureWords(test.balancedAccuracy)} (${wholeNumberWords(test.count)} ${test.unit})</summary>`,
    `<p>${escaped(test.notes.join(' '))}</p>`,
    `<table><thead><tr><th>Class</th><th>Number</th><th>Precision</th><th>Recall</th><th>F1</th><th>Accuracy</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
    further.length === 0 ? '' : `<table><tbody>${further.join('')}</tbody></table>`,
    control ? '' : pictures,
    byRecord.length > 60 || control
      ? ''
      : `<details><summary>By record</summary><table><thead><tr><th>Record</th><th>Number</th><th>Accuracy</th>${Object.keys(
          test.byClass,
        )
          .map((name) => `<th>F1 ${escaped(name)}</th>`)
          .join('')}</tr></thead><tbody>${byRecord.join('')}</tbody></table></details>`,
    '</details>',
  ].join('\n');
}

function waveform({ record, timeS, reference, window }: ProtocolBeat): string {
  return linePlot({
    title: `${reference}: record ${record} at ${timeS.toFixed(1)} s`,
    x: 'number of the input',
    y: '',
    lowY: Math.min(0, ...window),
    highY: Math.max(1, ...window),
    series: [{ name: '', points: window.map((value, index) => [index, value] as const) }],
  });
}
