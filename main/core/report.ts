import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import type { BeatColumns } from '../../app/contract/beat-columns.ts';
import type { ReportFormat } from '../../app/contract/report.ts';
import { heartRateTrend } from '../../app/domain/heart-rate.ts';
import { millivoltsOf } from '../../app/domain/recording.ts';
import { firstAtOrAfter } from '../../app/domain/sorted-search.ts';
import type { LeadStretches } from '../../app/quality/analysed-time.ts';
import type { EcgStrip } from '../../app/report/ecg-strip.ts';
import type { ReportContent, ReportStrip, Statement } from '../../app/report/report-content.ts';
import type { ReportForm } from '../../app/report/report-form.ts';
import { REPORT_WORDS } from '../../app/report/report-text.ts';
import { silentStretches } from '../../app/report/silent-stretches.ts';
import { writeReport } from '../../app/report/write-report.ts';
import { formatCountOf, formatDateTime } from '../../app/text/format.ts';
import type { PreviewResult, ReportTask } from '../jobs/report-tasks.ts';
import { runInWorker } from '../jobs/run-in-worker.ts';
import { analysedTime } from './analysed-time.ts';
import { toBeatColumns } from './beat-table.ts';
import { now, type CoreContext } from './context.ts';
import type { OpenReading } from './open-reading.ts';
import { bookmarksOf, reportFormOf } from './reading-contents.ts';
import { listEvents } from './recording-events.ts';
import { readerStatements } from './report-readers.ts';
import { signatureOf } from './report-signature.ts';
import { recordingTrends } from './trends.ts';

/** Points of the heart rate curve, at most. */
const TREND_BINS = 480;
const SHORTEST_BIN_S = 5;

/** What a report says of a model; imported cards need not have it. */
const cardTextSchema = v.object({
  intendedUse: v.fallback(v.nullable(v.string()), null),
  limits: v.fallback(v.nullable(v.array(v.string())), null),
});

/** The form of the open reading's report; an empty one at first. */
export function reportForm({ store, readings }: CoreContext, recordingId: string): ReportForm {
  return reportFormOf(store, readings.of(recordingId));
}

/**
 * What the report of the open reading says now.
 * @throws AppError not-found, conflict when no beats have been detected yet.
 */
async function reportContent(context: CoreContext, recordingId: string): Promise<ReportContent> {
  const { store, readings } = context;
  const open = readings.of(recordingId);
  const { recording } = open;
  const time = analysedTime(context, recordingId);
  const events = listEvents(context, recordingId);
  const columns = toBeatColumns(open.reading, open.predictions);
  const { sampleRateHz, sampleCount } = recording;
  const samplesPerBin = Math.max(
    Math.ceil(sampleCount / TREND_BINS),
    Math.round(SHORTEST_BIN_S * sampleRateHz),
  );
  const trends = recordingTrends(context, recordingId);
  // All of one moment: what is edited while the trends are computed is in no part of the report.
  const rest = {
    form: reportForm(context, recordingId),
    recording: {
      ...recording,
      leadNames: store.leads.list(recording.key).map(({ name }) => name),
      findings: store.findings.list(recording.key),
    },
    reading: readingStatements(context, open),
    time,
    heartRate: {
      ...heartRateTrend(columns.sample, sampleRateHz, sampleCount, samplesPerBin, time.excluded),
      samplesPerBin,
    },
    events: events.events,
    criteria: events.criteria,
    fibrillationSamples: events.fibrillationSamples,
    strips: bookmarkedStrips(context, open, columns, time.leads),
    model: modelStatements(context, open),
    signature: signatureOf(context, open),
    producedBy: `Ectopy, ${formatDateTime(now())}`,
  };
  return writeReport({ ...rest, trends: await trends });
}

/** Draws the pages of the report as it stands, in a thread of its own. */
export async function layOutReport(
  context: CoreContext,
  recordingId: string,
): Promise<PreviewResult> {
  const task: ReportTask = {
    kind: 'preview',
    content: await reportContent(context, recordingId),
    fontFolder: fontFolder(context),
  };
  const listeners = { signal: new AbortController().signal, onProgress: () => undefined };
  return (await runInWorker('report.worker', task, listeners)) as PreviewResult;
}

/** Starts the job that writes the report as it stands now, whatever is edited meanwhile. */
export async function startReport(
  context: CoreContext,
  recordingId: string,
  format: ReportFormat,
  file: string,
): Promise<string> {
  const content = await reportContent(context, recordingId);
  const task: ReportTask = {
    kind: 'write',
    content,
    format,
    file,
    createdAt: now(),
    fontFolder: fontFolder(context),
  };
  return context.jobs.start(
    {
      kind: 'report',
      title: `Write the report of ${content.recordingName}`,
      recordingId,
      lane: 'report',
    },
    async (control) => {
      control.report('writing', 0);
      await runInWorker('report.worker', task, {
        signal: control.signal,
        onProgress: (stage, fraction) => {
          control.report(stage, fraction);
        },
      });
    },
  );
}

function fontFolder({ folders }: CoreContext): string {
  return `${pathToFileURL(folders.fonts).href}/`;
}

function readingStatements(context: CoreContext, open: OpenReading): Statement[] {
  const { store } = context;
  const { recording, history } = open;
  const lastStep = history.done.at(-1);
  const savedAt = lastStep === undefined ? null : (store.editHistory.step(lastStep)?.at ?? null);
  return [
    ...readerStatements(context, open),
    {
      label: REPORT_WORDS.corrections,
      value: formatCountOf(history.done.length, 'step'),
      meaning: savedAt === null ? null : REPORT_WORDS.lastSaved(formatDateTime(savedAt)),
    },
    { label: REPORT_WORDS.imported, value: formatDateTime(recording.importedAt), meaning: null },
  ];
}

function modelStatements({ store }: CoreContext, { predictions }: OpenReading): Statement[] {
  const model = predictions === null ? null : store.models.byId(predictions.modelId);
  if (model === null || predictions === null) {
    return [{ label: REPORT_WORDS.model, value: null, meaning: null }];
  }
  const { intendedUse, limits } = v.parse(cardTextSchema, model.card);
  const say = (label: string, value: string | null, meaning: string | null = null): Statement => ({
    label,
    value,
    meaning,
  });
  return [
    say(REPORT_WORDS.model, model.name, model.id),
    say(REPORT_WORDS.modelHash, model.sha256.slice(0, 16)),
    say(REPORT_WORDS.engine, predictions.engine),
    ...(intendedUse === null ? [] : [say(REPORT_WORDS.intended, intendedUse)]),
    say(REPORT_WORDS.knownErrors, limits?.join(' ') ?? null),
  ];
}

function bookmarkedStrips(
  context: CoreContext,
  open: OpenReading,
  columns: BeatColumns,
  stretches: readonly LeadStretches[],
): ReportStrip[] {
  const { recording } = open;
  const { sampleRateHz, startTime } = recording;
  return bookmarksOf(context.store, open).map((bookmark, index) => ({
    title: REPORT_WORDS.strip(index + 1),
    note: bookmark.note,
    place: { startS: bookmark.startSample / sampleRateHz, startTime },
    strip: ecgStrip(context, open.recording, columns, bookmark, stretches),
  }));
}

function ecgStrip(
  { store, openFolders }: CoreContext,
  recording: OpenReading['recording'],
  { sample, beatClass }: BeatColumns,
  place: { readonly startSample: number; readonly durationS: number; readonly leads: readonly number[] }, // prettier-ignore
  stretches: readonly LeadStretches[],
): EcgStrip {
  const { sampleRateHz } = recording;
  const folder = openFolders.of(recording.id);
  const first = place.startSample;
  const end = Math.min(folder.sampleCount, first + Math.round(place.durationS * sampleRateHz));
  const leads = store.leads.list(recording.key);
  const beats: EcgStrip['beats'][number][] = [];
  const endBeat = firstAtOrAfter(sample, end);
  for (let beat = firstAtOrAfter(sample, first); beat < endBeat; beat += 1) {
    const offsetS = ((sample[beat] ?? 0) - first) / sampleRateHz;
    beats.push({ offsetS, beatClass: beatClass[beat] ?? 0 });
  }
  return {
    durationS: (end - first) / sampleRateHz,
    beats,
    leads: place.leads.flatMap((index) => {
      const lead = leads[index];
      if (lead === undefined) return [];
      const samples = Float32Array.from(folder.read(index, first, end), (count) =>
        millivoltsOf(count, lead),
      );
      const silent = silentStretches(samples, sampleRateHz, first, stretches[index]);
      return [{ name: lead.name, samples, sampleRateHz, silent }];
    }),
  };
}
