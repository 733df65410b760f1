import type { Contender, TestResult } from '../../../app/contract/protocol-result.ts';
import { confusionTable, linePlot, reliabilityPlot } from './charts.ts';
import { figureWords, shareWords, wholeNumberWords } from './figure-words.ts';
import { escaped, markupTable } from './markup.ts';
import { furtherDigits } from './result-summary.ts';

/** Trainings whose curves are drawn; more would hide each other. */
const DRAWN_TRAININGS = 5;
/** Longer tables by record are left to the JSON. */
const MOST_RECORDS = 60;

/** One network in detail: its curves, and each of its tests. */
export function contenderPart(contender: Contender, open: boolean): string {
  const { title, parameters, multiplyAdds, tests } = contender;
  const size =
    parameters === null
      ? ''
      : `<p class="muted">${wholeNumberWords(parameters)} parameters, ${wholeNumberWords(multiplyAdds ?? 0)} multiply-adds a beat.</p>`;
  return [
    `<details class="part"${open ? ' open' : ''}><summary><b>${escaped(title)}</b></summary>${size}`,
    curves(contender),
    setbacks(contender),
    ...tests.map((test, index) => testPart(test, index === 0)),
    '</details>',
  ].join('\n');
}

function curves({ trainings }: Contender): string {
  const few = trainings.slice(0, DRAWN_TRAININGS);
  const epochCount = Math.max(0, ...few.map(({ epochs }) => epochs.length));
  if (epochCount === 0) return '';
  const losses = few.flatMap(({ epochs }) =>
    epochs.flatMap(({ trainLoss, validationLoss }) => [trainLoss, validationLoss ?? 0]),
  );
  const axes = { x: 'epoch', lowX: 1, highX: Math.max(2, epochCount), lowY: 0 };
  const name = (part: string, seed: number): string => `${part}, seed ${seed}`;
  const more = trainings.length - few.length;
  const loss = linePlot({
    ...axes,
    title: more === 0 ? 'Loss' : `Loss of the first ${few.length} of ${trainings.length} trainings`,
    highY: Math.max(...losses),
    series: few.flatMap(({ part, seed, epochs }, colour) => [
      {
        name: name(part, seed),
        colour,
        points: epochs.map(({ epoch, trainLoss }) => [epoch, trainLoss] as const),
      },
      ...(epochs.some(({ validationLoss }) => validationLoss !== null)
        ? [
            {
              name: `${name(part, seed)}, validation`,
              colour,
              dashed: true,
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
  if (first === undefined || classes.length === 0) return `<div class="row">${loss}</div>`;
  const f1 = linePlot({
    ...axes,
    title: `F1 on validation beats, ${name(first.part, first.seed)}`,
    highY: 1,
    series: classes.map((own, colour) => ({
      name: own,
      colour,
      points: first.epochs.map(
        ({ epoch, f1: scores }) => [epoch, scores[own] ?? Number.NaN] as const,
      ),
    })),
  });
  return `<div class="row">${loss}${f1}</div>`;
}

/** What failed in the middle of a training, and how it went on. */
function setbacks({ trainings }: Contender): string {
  const lines = trainings.flatMap(({ part, seed, epochs }) =>
    epochs.flatMap(({ epoch, setbacks: own = [] }) =>
      own.map((words) => `<li>${escaped(`${part}, seed ${seed}, epoch ${epoch}: ${words}`)}</li>`),
    ),
  );
  return lines.length === 0 ? '' : `<p>Setbacks:</p><ul>${lines.join('')}</ul>`;
}

function testPart(test: TestResult, open: boolean): string {
  const { title, count, unit, byRecord } = test;
  const classes = Object.entries(test.byClass).filter(([, { support }]) => support > 0);
  const figures = markupTable(
    '',
    ['Class', unit === 'beats' ? 'Beats' : 'Records', 'Precision', 'Recall', 'F1', 'Accuracy'],
    classes.map(([name, own]) => [
      escaped(name),
      wholeNumberWords(own.support),
      ...[own.precision, own.recall, own.f1, own.accuracy].map((figure) => figureWords(figure)),
    ]),
  );
  const further = Object.entries(test.further);
  const furtherTable =
    further.length === 0
      ? ''
      : markupTable(
          '',
          ['Further', '%'],
          further.map(([name, figure]) => [
            escaped(name),
            figureWords(figure, furtherDigits(name)),
          ]),
        );
  const records =
    byRecord.length === 0 || byRecord.length > MOST_RECORDS
      ? ''
      : `<details><summary>By record</summary><div class="scroll">${markupTable(
          '',
          ['Record', 'Number', 'Accuracy', ...classes.map(([name]) => `F1 ${name}`)],
          byRecord.map(({ record, beats, accuracy, f1 }) => [
            escaped(record),
            wholeNumberWords(beats),
            shareWords(accuracy),
            ...classes.map(([name]) => shareWords(f1[name] ?? null)),
          ]),
        )}</div></details>`;
  const reliability = test.reliability.length === 0 ? '' : reliabilityPlot(test);
  return `<details${open ? ' open' : ''}><summary>${escaped(title)} (${wholeNumberWords(count)} ${unit})</summary><div class="scroll">${figures}</div><div class="row">${confusionTable(test)}${reliability}${furtherTable}</div>${records}</details>`;
}
