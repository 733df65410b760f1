import { BEAT_CLASSES, BEAT_CLASS_NAMES } from '../domain/beat-class.ts';
import { formatTime } from '../text/recording-time.ts';
import type { HourlyEvent, HourRow } from './hourly-table.ts';

/** A column of the hourly table, the same in the window, in reports and on the command line. */
export interface HourlyColumn {
  readonly heading: string;
  readonly definition: string;
  /** Null: not assessed. */
  readonly value: (row: HourRow, sampleRateHz: number) => number | null;
}

const EVENT_HEADINGS: readonly (readonly [
  name: HourlyEvent,
  heading: string,
  definition: string,
])[] = [
  ['pauses', 'Pauses', 'Pauses that begin in this hour'],
  ['ventricularCouplets', 'V couplets', 'Two consecutive V or F beats'],
  ['ventricularRuns', 'V runs 3+', 'Three or more consecutive V or F beats'],
  ['supraventricularCouplets', 'S couplets', 'Two consecutive S beats'],
  ['supraventricularRuns', 'S runs 3+', 'Three or more consecutive S beats'],
];

export const HOURLY_COLUMNS: readonly HourlyColumn[] = [
  {
    heading: 'Analysed min',
    definition: 'Whole minutes of this hour that are analysed',
    // As `formatDuration` has them, so that a table and a sentence say the same of the same time.
    value: (row, sampleRateHz) => Math.floor(row.analysedSamples / sampleRateHz / 60 + 1e-6),
  },
  column('Beats', 'Beats in analysed time', (row) => row.beats),
  column('Min bpm', 'Lowest heart rate of this hour', ({ heartRate }) => rounded(heartRate.minBpm)),
  column('Mean bpm', 'Mean heart rate of this hour', ({ heartRate }) => rounded(heartRate.meanBpm)),
  column('Max bpm', 'Highest heart rate of this hour', ({ heartRate }) =>
    rounded(heartRate.maxBpm),
  ),
  ...BEAT_CLASSES.map((beatClass) =>
    column(
      beatClass,
      `Beats labelled ${BEAT_CLASS_NAMES[beatClass]} (${beatClass}) in analysed time`,
      (row) => row.byClass[beatClass],
    ),
  ),
  ...EVENT_HEADINGS.map(([name, heading, definition]) =>
    column(heading, definition, (row) => row.events[name]),
  ),
];

/** "14:22–15:00" by the clock, or since the start where nobody knows it. */
export function hourName(
  { startSample, endSample }: Pick<HourRow, 'startSample' | 'endSample'>,
  sampleRateHz: number,
  startTime: string | null,
): string {
  const time = (sample: number): string =>
    formatTime(sample / sampleRateHz, 'clock', startTime).replace(/:\d\d$/, '');
  return `${time(startSample)}–${time(endSample)}`;
}

/** A figure of the analysed time: without any, nothing was assessed, which is not 0. */
function column(
  heading: string,
  definition: string,
  value: (row: HourRow) => number | null,
): HourlyColumn {
  return { heading, definition, value: (row) => (row.analysedSamples === 0 ? null : value(row)) };
}

function rounded(bpm: number | null): number | null {
  return bpm === null ? null : Math.round(bpm);
}
