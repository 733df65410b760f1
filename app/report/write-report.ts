import { BEAT_CLASSES, BEAT_CLASS_NAMES } from '../domain/beat-class.ts';
import { HEART_RATE_DEFINITION, type HeartRate } from '../domain/heart-rate.ts';
import type { IntegrityFinding } from '../domain/recording.ts';
import { ANALYSED_TIME_DEFINITION, type AnalysedTime } from '../quality/analysed-time.ts';
import { describeCriteria, type EventCriteria } from '../rhythm/event-criteria.ts';
import { countedEvents, type ListedEvent } from '../rhythm/event-dispositions.ts';
import { summariseEvents } from '../rhythm/event-summary.ts';
import { eventLengthText } from '../rhythm/event-text.ts';
import { RHYTHM_EVENT_NAMES } from '../rhythm/rhythm-event.ts';
import { analysedShare, CAUSE_WORDS } from '../text/analysed-time.ts';
import { formatCount, formatDuration, formatPercent, formatRate } from '../text/format.ts';
import { formatTime } from '../text/recording-time.ts';
import { HRV_MEASURES } from '../trends/hrv.ts';
import { HOURLY_COLUMNS, hourName } from '../trends/hourly-columns.ts';
import type { TrendSummary } from '../trends/trend-summary.ts';
import { rateChart, type RateChartData } from './rate-chart.ts';
import type { ReportContent, ReportStrip, Statement, StatementGroup } from './report-content.ts';
import type { ReportForm } from './report-form.ts';
import { REPORT_WORDS } from './report-text.ts';

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
    /** What was checked when it was imported. */
    readonly findings: readonly IntegrityFinding[];
  };
  readonly reading: readonly Statement[];
  readonly time: AnalysedTime;
  readonly trends: ReportTrends;
  readonly heartRate: RateChartData['heartRate'];
  readonly events: readonly ListedEvent[];
  readonly criteria: EventCriteria;
  readonly fibrillationSamples: number;
  readonly strips: readonly ReportStrip[];
  readonly model: readonly Statement[];
  readonly signature: ReportContent['signature'];
  readonly producedBy: string;
}

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
      checksStatement(recording.findings),
    ],
    reading: data.reading,
    conclusion: form.conclusion.trim(),
    summary: [
      beatGroup(trends, time.analysedSamples > 0),
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
          columns: [REPORT_WORDS.hour, ...HOURLY_COLUMNS.map(({ heading }) => heading)],
          rows: trends.hours.map((hour) => [
            hourName(hour, sampleRateHz, recording.startTime),
            ...HOURLY_COLUMNS.map(({ value }) => {
              const number = value(hour, sampleRateHz);
              return number === null ? null : formatCount(number);
            }),
          ]),
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
    `${formatDuration(time.analysedSamples / sampleRateHz)} (${analysedShare(time.analysedSamples, time.totalSamples)})`,
    meaning === '' ? null : `${REPORT_WORDS.leftOut}: ${meaning}`,
  );
}

/** What failed stands in the report in full: its figures may be of a damaged recording. */
function checksStatement(findings: readonly IntegrityFinding[]): Statement {
  const problems = findings.filter(({ ok }) => !ok);
  if (findings.length === 0) return say(REPORT_WORDS.checks, null, REPORT_WORDS.nothingToCheck);
  if (problems.length === 0) return say(REPORT_WORDS.checks, REPORT_WORDS.checksPassed);
  return say(
    REPORT_WORDS.checks,
    REPORT_WORDS.checksFailed(problems.length, findings.length),
    problems.map(({ message }) => message).join(' '),
  );
}

function beatGroup(
  { beats, byClass, excludedBeats }: ReportTrends,
  isAssessed: boolean,
): StatementGroup {
  return {
    title: REPORT_WORDS.beats,
    statements: [
      say(
        REPORT_WORDS.allBeats,
        isAssessed ? formatCount(beats) : null,
        excludedBeats === 0 ? null : REPORT_WORDS.excludedBeats(formatCount(excludedBeats)),
      ),
      ...BEAT_CLASSES.map((beatClass) =>
        say(
          `${beatClass}, ${BEAT_CLASS_NAMES[beatClass]}`,
          isAssessed ? countAndShare(byClass[beatClass], beats) : null,
        ),
      ),
    ],
  };
}

function countAndShare(count: number, total: number): string {
  if (total === 0) return formatCount(count);
  return `${formatCount(count)} (${formatPercent(count / total, 2)})`;
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
  const isAssessed = time.analysedSamples > 0;
  const ofBeats = summariseEvents(events).filter(({ kind }) => kind !== 'lead-off' && kind !== 'noise'); // prettier-ignore
  return {
    title: REPORT_WORDS.events,
    statements: [
      ...ofBeats.map(({ kind, count, confirmed, dismissed }) =>
        say(
          RHYTHM_EVENT_NAMES[kind],
          isAssessed ? formatCount(count) : null,
          confirmed + dismissed === 0 ? null : REPORT_WORDS.judged(confirmed, dismissed),
        ),
      ),
      say(
        REPORT_WORDS.fibrillationBurden,
        isAssessed
          ? `${formatDuration(fibrillationSamples / sampleRateHz)} (${formatPercent(fibrillationSamples / time.analysedSamples)})`
          : null,
        isAssessed ? REPORT_WORDS.ofAnalysed : null,
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

/** Comments get a column only where somebody wrote one. */
function eventTable(
  { events, recording }: ReportData,
  at: (sample: number) => string,
): ReportContent['events'] {
  const { sampleRateHz, leadNames } = recording;
  const printed: { readonly word: string; readonly event: ListedEvent }[] = [];
  for (const { kind, longest, extremeRate } of summariseEvents(events)) {
    if (longest !== null) printed.push({ word: REPORT_WORDS.longest, event: longest });
    const word = kind === 'bradycardia' ? REPORT_WORDS.slowest : REPORT_WORDS.fastest;
    if (extremeRate !== null) printed.push({ word, event: extremeRate });
  }
  const remarked = countedEvents(events).filter((event) => commentOn(event) !== '');
  for (const event of remarked) printed.push({ word: REPORT_WORDS.remarked, event });

  const hasComments = remarked.length > 0;
  return {
    columns: [...REPORT_WORDS.eventColumns, ...(hasComments ? [REPORT_WORDS.comment] : [])],
    rows: printed.map(({ word, event }) => [
      `${eventName(event, leadNames)}, ${word}`,
      at(event.startSample),
      eventLengthText(event, sampleRateHz),
      event.meanBpm === null ? '–' : String(Math.round(event.meanBpm)),
      ...(hasComments ? [commentOn(event)] : []),
    ]),
    note: REPORT_WORDS.eventNote,
  };
}

function commentOn({ disposition }: ListedEvent): string {
  return disposition?.comment ?? '';
}

/** Bad signal is of a lead, or of all of them. */
function eventName({ kind, lead }: ListedEvent, leadNames: readonly string[]): string {
  const name = RHYTHM_EVENT_NAMES[kind];
  if (kind !== 'lead-off' && kind !== 'noise') return name;
  return REPORT_WORDS.inLead(name, lead === null ? null : (leadNames[lead] ?? null));
}
