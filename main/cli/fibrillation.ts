import path from 'node:path';
import type { Command } from 'commander';
import { EC57_LEARNING_PERIOD_S } from '../../app/evaluation/ec57.ts';
import {
  compareEpisodes,
  episodeRates,
  sumEpisodeCounts,
  type EpisodeCounts,
} from '../../app/evaluation/episode-statistics.ts';
import { hasRhythms, rhythmSpans } from '../../app/evaluation/rhythm-spans.ts';
import { DS1_RECORDS, DS2_RECORDS } from '../../app/learning/database-split.ts';
import { findFibrillation, type LeftOutIntervals } from '../../app/rhythm/atrial-fibrillation.ts';
import { rhythmStretches } from '../../app/rhythm/beat-stretches.ts';
import { DEFAULT_CRITERIA } from '../../app/rhythm/event-criteria.ts';
import { RESEARCH_USE } from '../../app/text/intended-use.ts';
import { annotatedRhythm } from '../evaluation/annotated-rhythm.ts';
import { separated } from './arguments.ts';
import { recordsWith } from './ec57-records.ts';
import { formatTable, printJson, printText } from './output.ts';

interface FibrillationOptions {
  readonly data: string;
  readonly reference: string;
  readonly test?: string;
  readonly records?: string[];
  readonly json?: true;
}

interface ScoredRecord {
  readonly record: string;
  readonly counts: EpisodeCounts;
}

/** The detector as it is used, and as its paper has it. */
const VARIANTS: Readonly<Record<string, LeftOutIntervals>> = {
  'without intervals at V and F beats, as used': 'ventricular',
  'all intervals, as in the paper': 'none',
};

/** `ectopy af`: how well atrial fibrillation is found where a reference has rhythm annotations. */
export function fibrillationCommand(program: Command): void {
  program
    .command('af')
    .description('compare found atrial fibrillation with the rhythm annotations of a reference')
    .requiredOption('--data <folder>', 'folder with the headers and annotations of each record')
    .option('--reference <annotator>', 'extension of the annotations with rhythms', 'atr')
    .option('--test <annotator>', 'extension of the annotations with beats (default: the same)')
    .option('--records <names>', 'records to compare, separated by commas', separated)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nAs epicmp counts: after the first five minutes; an episode of the reference lasts from (AFIB to\n' +
        'the next rhythm; any overlap is a hit; durations in s; time in (AFL counts neither way. DS1\n' +
        'chose what the detector leaves out, DS2 chose nothing.',
    )
    .action(compareFibrillation);
}

async function compareFibrillation(options: FibrillationOptions): Promise<void> {
  const { data, reference, test = reference, json } = options;
  const records = options.records ?? recordsWith(data, test);
  const tables: string[] = [];
  const results: Record<string, unknown> = {};
  for (const [name, intervals] of Object.entries(VARIANTS)) {
    const scored: ScoredRecord[] = [];
    for (const record of records) {
      const counts = await scoreRecord(path.join(data, record), reference, test, intervals);
      if (counts !== null) scored.push({ record, counts });
    }
    results[intervals] = scored;
    tables.push(`Detector ${name}`, table(scored), '');
  }
  if (json) printJson(results);
  else printText([...tables, RESEARCH_USE].join('\n'));
}

/** Null where the reference says nothing of rhythms. */
async function scoreRecord(
  record: string,
  reference: string,
  test: string,
  intervals: LeftOutIntervals,
): Promise<EpisodeCounts | null> {
  const { annotations, ...referred } = await annotatedRhythm(record, reference);
  if (!hasRhythms(annotations)) return null;
  const { beats, sampleCount } =
    test === reference ? referred : await annotatedRhythm(record, test);
  const { sampleRateHz } = beats;
  const found = findFibrillation(
    beats,
    rhythmStretches(beats, []),
    DEFAULT_CRITERIA.atrialFibrillationS,
    intervals,
  );
  return compareEpisodes(rhythmSpans(annotations, 'AFIB', sampleCount), found, {
    sampleRateHz,
    compared: { startSample: EC57_LEARNING_PERIOD_S * sampleRateHz, endSample: sampleCount },
    ignored: rhythmSpans(annotations, 'AFL', sampleCount),
  });
}

function table(scored: readonly ScoredRecord[]): string {
  const sumOf = (name: string, records: readonly string[] | null): (string | number)[][] => {
    const chosen = scored.filter(({ record }) => records?.includes(record) ?? true);
    if (chosen.length === 0) return [];
    return [row(name, sumEpisodeCounts(chosen.map(({ counts }) => counts)))];
  };
  return formatTable([
    ['Record', 'Ref', 'Test', 'ESe', 'E+P', 'Ref s', 'Test s', 'Both s', 'DSe', 'D+P'],
    ...scored
      .filter(({ counts }) => counts.referenceEpisodes + counts.testEpisodes > 0)
      .map(({ record, counts }) => row(record, counts)),
    ...sumOf('DS1', DS1_RECORDS),
    ...sumOf('DS2', DS2_RECORDS),
    ...sumOf('Gross', null),
  ]);
}

function row(name: string, counts: EpisodeCounts): (string | number)[] {
  const rates = episodeRates(counts);
  const percent = (value: number | null): string => value?.toFixed(1) ?? '-';
  return [
    name,
    counts.referenceEpisodes,
    counts.testEpisodes,
    percent(rates.episodeSensitivity),
    percent(rates.episodePredictivity),
    Math.round(counts.referenceS),
    Math.round(counts.testS),
    Math.round(counts.bothS),
    percent(rates.durationSensitivity),
    percent(rates.durationPredictivity),
  ];
}
