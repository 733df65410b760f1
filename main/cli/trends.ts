import { Option, type Command } from 'commander';
import type { RecordingTrends } from '../../app/contract/trends.ts';
import { HEART_RATE_DEFINITION } from '../../app/domain/heart-rate.ts';
import { ANALYSED_TIME_DEFINITION } from '../../app/quality/analysed-time.ts';
import { formatCount, formatDuration, NOT_ASSESSED } from '../../app/text/format.ts';
import { RESEARCH_USE } from '../../app/text/intended-use.ts';
import { CLOCK_HOURS_DEFINITION } from '../../app/trends/clock-hours.ts';
import { HOURLY_COLUMNS, hourName } from '../../app/trends/hourly-columns.ts';
import { HRV_MEASURES } from '../../app/trends/hrv.ts';
import { NN_DEFINITION } from '../../app/trends/nn-intervals.ts';
import { openLibrary, recordingNamed } from './library-session.ts';
import { formatTable, printJson, printText } from './output.ts';
import { libraryFolder } from './places.ts';

interface TrendsOptions {
  readonly library?: string;
  readonly json?: true;
  readonly csv?: true;
}

/** Figures together with what is needed to print them. */
interface NamedTrends {
  readonly name: string;
  readonly sampleRateHz: number;
  readonly startTime: string | null;
  readonly trends: RecordingTrends;
}

/** `ectopy trends`: the figures of a recording's day, as the window shows them. */
export function trendsCommand(program: Command): void {
  program
    .command('trends')
    .description('heart rate, its variability and the hours of a recording of the library')
    .argument('<recording>', 'name or id, as the library has it')
    .option('--library <folder>', 'library with the recording')
    .addOption(new Option('--json', 'print everything as JSON').conflicts('csv'))
    .addOption(new Option('--csv', 'print the hourly table as CSV'))
    .action(printTrends);
}

async function printTrends(wanted: string, options: TrendsOptions): Promise<void> {
  const named = await trendsOfLibrary(wanted, libraryFolder(options.library));
  if (options.json) {
    const { name, sampleRateHz, startTime, trends } = named;
    const definitions = {
      heartRate: HEART_RATE_DEFINITION,
      analysedTime: ANALYSED_TIME_DEFINITION,
      nnIntervals: NN_DEFINITION,
      hours: CLOCK_HOURS_DEFINITION,
      hrv: HRV_MEASURES,
    };
    printJson({ recording: name, sampleRateHz, startTime, definitions, ...trends });
  } else if (options.csv) {
    printText(hourlyCsv(named));
  } else {
    printText(describe(named));
  }
}

async function trendsOfLibrary(wanted: string, folder: string): Promise<NamedTrends> {
  const library = openLibrary(folder);
  try {
    const { id, name, sampleRateHz, startTime } = await recordingNamed(library, wanted, folder);
    const trends = await library.request('trends:summary', { recordingId: id });
    return { name, sampleRateHz, startTime, trends };
  } finally {
    await library.close();
  }
}

/** Numbers and hours: nothing that CSV would need quotes for. */
function hourlyCsv(named: NamedTrends): string {
  const rows = [
    ['Hour', ...HOURLY_COLUMNS.map(({ heading }) => heading)],
    ...hourlyRows(named, ''),
  ];
  return rows.map((row) => row.join(',')).join('\r\n');
}

function hourlyRows(
  { trends, sampleRateHz, startTime }: NamedTrends,
  notAssessed: string,
): (string | number)[][] {
  return trends.hours.map((row) => [
    hourName(row, sampleRateHz, startTime),
    ...HOURLY_COLUMNS.map(({ value }) => value(row, sampleRateHz) ?? notAssessed),
  ]);
}

function describe(named: NamedTrends): string {
  const { name, sampleRateHz, trends } = named;
  const { analysedSamples, totalSamples, heartRate, hrv } = trends;
  const bpm = (rate: number | null): string => (rate === null ? NOT_ASSESSED : rate.toFixed(0));
  const time = (samples: number): string => formatDuration(samples / sampleRateHz);
  return [
    `${name}: ${time(analysedSamples)} of ${time(totalSamples)} analysed, ${formatCount(trends.beats)} beats`,
    `Heart rate: lowest ${bpm(heartRate.minBpm)}, mean ${bpm(heartRate.meanBpm)}, highest ${bpm(heartRate.maxBpm)} bpm`,
    '',
    formatTable([
      ['Hour', ...HOURLY_COLUMNS.map(({ heading }) => heading)],
      ...hourlyRows(named, '–'),
    ]),
    '',
    formatTable(
      hrv.values.map(({ id, value, reason }) => {
        const { name: measure, unit, decimals } = HRV_MEASURES[id];
        const shown = value === null ? NOT_ASSESSED : value.toFixed(decimals);
        return [measure, shown, value === null ? (reason ?? '') : unit];
      }),
    ),
    `${formatCount(hrv.nnIntervals)} NN intervals of ${formatCount(trends.rrIntervals)} RR intervals, ${formatDuration(hrv.nnTimeS)}`,
    '',
    HEART_RATE_DEFINITION,
    NN_DEFINITION,
    ...trends.eventCriteria,
    RESEARCH_USE,
  ].join('\n');
}
