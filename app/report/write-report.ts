import { BEAT_CLASSES, BEAT_CLASS_NAMES } from '../domain/beat-class.ts';
import { secondsOfDay } from '../domain/clock-time.ts';
import {
  HEART_RATE_DEFINITION,
  type HeartRate,
  type HeartRateTrend,
} from '../domain/heart-rate.ts';
import { ANALYSED_TIME_DEFINITION, type AnalysedTime } from '../quality/analysed-time.ts';
import { describeCriteria, type EventCriteria } from '../rhythm/event-criteria.ts';
import { countedEvents, type ListedEvent } from '../rhythm/event-dispositions.ts';
import { summariseEvents } from '../rhythm/event-summary.ts';
import { RHYTHM_EVENT_NAMES } from '../rhythm/rhythm-event.ts';
import { CAUSE_WORDS } from '../text/analysed-time.ts';
import { formatCount, formatCountOf, formatDuration, formatPercent, formatRate } from '../text/format.ts'; // prettier-ignore
import { formatTime } from '../text/recording-time.ts';
import { HRV_MEASURES } from '../trends/hrv.ts';
import type { HourRow } from '../trends/hourly-table.ts';
import type { TrendSummary } from '../trends/trend-summary.ts';
import type { ReportContent, ReportStrip, Statement, StatementGroup } from './report-content.ts';
import type { ReportForm } from './report-form.ts';
import { REPORT_WORDS } from './report-text.ts';
import type { TrendChart } from './trend-chart.ts';

/** The figures of the day that are printed. */
type ReportTrends = Omit<TrendSummary, 'histogram'>;

/** What a report is written from; all of it of one reading, at one moment. */
export interface ReportData {
  readonly form: ReportForm;
  readonly recording: {
    readonly name: string;
    /** Zone-less ISO time; null where the recorder had no clock. */
    readonly startTime: string | null;
    readonly sampleRateHz: number;
    readonly sampleCount: number;
    readonly leadNames: readonly string[];
  };
  readonly reading: readonly Statement[];
  readonly time: AnalysedTime;
  readonly trends: ReportTrends;
  readonly heartRate: HeartRateTrend & { readonly samplesPerBin: number };
  readonly events: readonly ListedEvent[];
  readonly criteria: EventCriteria;
  readonly fibrillationSamples: number;
  readonly strips: readonly ReportStrip[];
  readonly model: readonly Statement[];
  readonly signature: ReportContent['signature'];
  readonly producedBy: string;
}

const TICK_STEPS_S = [60, 300, 600, 1800, 3600, 7200, 10_800, 21_600, 43_200];
const MOST_TICKS = 10;

/** Puts everything that is known of a reading into the words and numbers of its report. */
export function writeReport(data: ReportData): ReportContent {
  const { form, recording, trends, time } = data;
  const { sampleRateHz } = recording;
  const at = (sample: number): string =>
    formatTime(sample / sampleRateHz, 'clock', recording.startTime);
  return {
    paper: form.paper,
    recordingName: recording.name,
    patient: form.deidentified ? [] : patientStatements(form),
    study: [
      say(REPORT_WORDS.started, recording.startTime?.replace('T', ' ') ?? REPORT_WORDS.noClock),
      say(REPORT_WORDS.duration, formatDuration(recording.sampleCount / sampleRateHz)),
      say(REPORT_WORDS.leads, `${recording.leadNames.join(', ')} at ${formatRate(sampleRateHz)}`),
      analysedStatement(time, sampleRateHz),
    ],
    reading: data.reading,
    conclusion: form.conclusion.trim(),
    summary: [
      beatGroup(trends),
      rateGroup(trends.heartRate, at),
      ...(form.parts.events ? [eventGroup(data)] : []),
      ...(form.parts.variability ? [variabilityGroup(trends)] : []),
      { title: REPORT_WORDS.notPart, statements: [say(REPORT_WORDS.stSegment, null), say(REPORT_WORDS.qtInterval, null)] }, // prettier-ignore
    ],
    trends: form.parts.trends
      ? [{ title: REPORT_WORDS.heartRateTrend, chart: rateChart(data) }]
      : [],
    hourly: form.parts.hourly
      ? {
          columns: REPORT_WORDS.hourlyColumns,
          rows: trends.hours.map((hour) => hourCells(hour, sampleRateHz, at)),
          note: REPORT_WORDS.hourlyNote,
        }
      : null,
    events: form.parts.events ? eventTable(data, at) : null,
    criteria: [
      ANALYSED_TIME_DEFINITION,
      HEART_RATE_DEFINITION,
      ...Object.values(describeCriteria(data.criteria)),
    ],
    strips: form.parts.strips ? data.strips : [],
    model: data.model,
    signature: data.signature,
    producedBy: data.producedBy,
  };
}

function say(label: string, value: string | null, meaning: string | null = null): Statement {
  return { label, value, meaning };
}

function patientStatements({ patient }: ReportForm): Statement[] {
  const { patientLabels } = REPORT_WORDS;
  return (Object.keys(patientLabels) as (keyof typeof patientLabels)[]).map((field) =>
    say(patientLabels[field], patient[field].trim() === '' ? '–' : patient[field].trim()),
  );
}

function analysedStatement(time: AnalysedTime, sampleRateHz: number): Statement {
  const causes = time.byCause.map(
    ({ cause, samples }) => `${CAUSE_WORDS[cause]} ${formatDuration(samples / sampleRateHz)}`,
  );
  const unassessed = time.assessed ? [] : [REPORT_WORDS.qualityNotAssessed];
  const meaning = [...causes, ...unassessed].join('; ');
  return say(
    REPORT_WORDS.analysed,
    `${formatDuration(time.analysedSamples / sampleRateHz)} (${formatPercent(time.analysedSamples / Math.max(1, time.totalSamples))})`,
    meaning === '' ? null : `${REPORT_WORDS.leftOut}: ${meaning}`,
  );
}

function beatGroup({ beats, byClass, excludedBeats }: ReportTrends): StatementGroup {
  return {
    title: REPORT_WORDS.beats,
    statements: [
      say(
        REPORT_WORDS.allBeats,
        formatCount(beats),
        excludedBeats === 0 ? null : REPORT_WORDS.excludedBeats(formatCount(excludedBeats)),
      ),
      ...BEAT_CLASSES.map((beatClass) =>
        say(
          `${beatClass}, ${BEAT_CLASS_NAMES[beatClass]}`,
          beats === 0
            ? formatCount(byClass[beatClass])
            : `${formatCount(byClass[beatClass])} (${formatPercent(byClass[beatClass] / beats, 2)})`,
        ),
      ),
    ],
  };
}

function rateGroup(rate: HeartRate, at: (sample: number) => string): StatementGroup {
  const beatsPerMinute = (bpm: number | null, sample: number | null): string | null => {
    if (bpm === null) return null;
    return sample === null ? `${Math.round(bpm)} bpm` : `${Math.round(bpm)} bpm at ${at(sample)}`;
  };
  return {
    title: REPORT_WORDS.heartRate,
    statements: [
      say(REPORT_WORDS.meanRate, beatsPerMinute(rate.meanBpm, null)),
      say(REPORT_WORDS.lowestRate, beatsPerMinute(rate.minBpm, rate.minAtSample)),
      say(REPORT_WORDS.highestRate, beatsPerMinute(rate.maxBpm, rate.maxAtSample)),
    ],
  };
}

function eventGroup({ events, fibrillationSamples, time, recording }: ReportData): StatementGroup {
  const { sampleRateHz } = recording;
  const burden = fibrillationSamples / Math.max(1, time.analysedSamples);
  const ofBeats = summariseEvents(events).filter(({ kind }) => kind !== 'lead-off' && kind !== 'noise'); // prettier-ignore
  return {
    title: REPORT_WORDS.events,
    statements: [
      ...ofBeats.map(({ kind, count, confirmed, dismissed }) =>
        say(
          RHYTHM_EVENT_NAMES[kind],
          formatCount(count),
          confirmed + dismissed === 0 ? null : REPORT_WORDS.judged(confirmed, dismissed),
        ),
      ),
      say(
        REPORT_WORDS.fibrillationBurden,
        `${formatDuration(fibrillationSamples / sampleRateHz)} (${formatPercent(burden)})`,
        REPORT_WORDS.ofAnalysed,
      ),
    ],
  };
}

function variabilityGroup({ hrv }: ReportTrends): StatementGroup {
  return {
    title: REPORT_WORDS.variability,
    statements: hrv.values.map(({ id, value, reason }) => {
      const { name, unit, decimals } = HRV_MEASURES[id];
      return say(
        name,
        value === null ? null : `${value.toFixed(decimals)} ${unit}`.trimEnd(),
        reason,
      );
    }),
  };
}

function rateChart({ heartRate, time, recording }: ReportData): TrendChart {
  const { sampleRateHz, sampleCount, startTime } = recording;
  const durationS = sampleCount / sampleRateHz;
  const { minBpm: low, maxBpm: high, samplesPerBin } = heartRate;
  const stepS = TICK_STEPS_S.find((step) => durationS / step <= MOST_TICKS) ?? 86_400;
  const offsetS = secondsToFirstTick(startTime, stepS);
  const ticks = [];
  for (let atS = offsetS; atS <= durationS; atS += stepS) {
    const [hours, minutes] = formatTime(atS, 'clock', startTime).replace(/^\+\d+ d /, '').split(':'); // prettier-ignore
    ticks.push({ atS, label: `${hours}:${minutes}` });
  }
  return {
    durationS,
    series: {
      stepS: samplesPerBin / sampleRateHz,
      low,
      mean: low.map((value, bin) => (value + (high[bin] ?? NaN)) / 2),
      high,
    },
    ticks,
    excluded: time.excluded.map(({ startSample, endSample }) => ({
      startS: startSample / sampleRateHz,
      endS: endSample / sampleRateHz,
    })),
  };
}

/** Ticks stand at round times of the clock. */
function secondsToFirstTick(startTime: string | null, stepS: number): number {
  const ofDay = startTime === null ? null : secondsOfDay(startTime);
  return ofDay === null ? 0 : (stepS - (ofDay % stepS)) % stepS;
}

function hourCells(
  { startSample, analysedSamples, beats, byClass, heartRate, events }: HourRow,
  sampleRateHz: number,
  at: (sample: number) => string,
): string[] {
  const rate = (bpm: number | null): string => (bpm === null ? '–' : String(Math.round(bpm)));
  const minutes = analysedSamples / sampleRateHz / 60;
  return [
    at(startSample).replace(/:\d\d$/, ''),
    minutes.toFixed(0),
    formatCount(beats),
    rate(heartRate.minBpm),
    rate(heartRate.meanBpm),
    rate(heartRate.maxBpm),
    ...BEAT_CLASSES.slice(1).map((beatClass) => formatCount(byClass[beatClass])),
    formatCount(events.ventricularCouplets),
    formatCount(events.ventricularRuns),
    formatCount(events.supraventricularRuns),
    formatCount(events.pauses),
  ];
}

function eventTable(
  { events, recording }: ReportData,
  at: (sample: number) => string,
): ReportContent['events'] {
  const rows: string[][] = [];
  const row = (word: string, event: ListedEvent | null): void => {
    if (event === null) return;
    const { kind, startSample, endSample, beats, meanBpm, disposition } = event;
    const seconds = (endSample - startSample) / recording.sampleRateHz;
    rows.push([
      `${RHYTHM_EVENT_NAMES[kind]}, ${word}`,
      at(startSample),
      kind.endsWith('run') || kind.endsWith('triplet') || kind.endsWith('couplet')
        ? formatCountOf(beats, 'beat')
        : seconds < 60
          ? `${seconds.toFixed(1)} s`
          : formatDuration(seconds),
      meanBpm === null ? '–' : String(Math.round(meanBpm)),
      disposition?.comment ?? '',
    ]);
  };
  for (const { kind, longest, extremeRate } of summariseEvents(events)) {
    row(REPORT_WORDS.longest, longest);
    row(kind === 'bradycardia' ? REPORT_WORDS.slowest : REPORT_WORDS.fastest, extremeRate);
  }
  const remarked = countedEvents(events).filter(
    ({ disposition }) => (disposition?.comment ?? '') !== '',
  );
  for (const event of remarked) row(REPORT_WORDS.remarked, event);
  return { columns: REPORT_WORDS.eventColumns, rows, note: REPORT_WORDS.eventNote };
}
