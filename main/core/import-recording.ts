import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { codeOfBeatClass } from '../../app/domain/annotation-codes.ts';
import { beatClassAt } from '../../app/domain/beat-class.ts';
import { createReading } from '../../app/domain/reading.ts';
import { QUALITY_CRITERIA } from '../../app/quality/lead-quality.ts';
import type { ReadResult, ReadTask } from '../jobs/analysis-tasks.ts';
import { errorText } from '../jobs/error-text.ts';
import type { JobControl } from '../jobs/job-registry.ts';
import { runAnalysis } from '../jobs/run-analysis.ts';
import type { ReferenceReading } from '../store/queries/reference-readings.ts';
import { analysedTimeOf } from './analysed-time.ts';
import { countReading } from './beat-table.ts';
import { classifyAndSettle } from './classify.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';

/** Share of an import's progress that reading and detecting take; classifying takes the rest. */
const READING_SHARE = 0.4;

/** The annotator under which a demo recording's truth is kept. */
export const TRUTH_ANNOTATOR = 'truth';

type Source = ReadTask['source'];

/** Starts the job that brings a recording into the library and analyses it. */
export function startImport(context: CoreContext, source: Source): string {
  const { store, jobs, emit } = context;
  const sourcePath = addressOf(source);
  const name = source.kind === 'file' ? path.parse(source.path).name : 'Demo Holter';
  const interrupted = store.recordings
    .list()
    .find(
      (recording) =>
        recording.sourcePath === sourcePath &&
        recording.sampleCount === 0 &&
        (recording.status === 'interrupted' || recording.status === 'failed'),
    );
  const id = interrupted?.id ?? randomUUID();
  const key =
    interrupted?.key ?? store.recordings.insert({ id, name, sourcePath, importedAt: now() });
  store.recordings.setStatus(key, 'importing');
  emit({ name: 'recording:changed', payload: { recordingId: id } });
  return jobs.start(
    {
      kind: source.kind === 'file' ? 'import' : 'demo',
      title: source.kind === 'file' ? `Import ${name}` : 'Make the demo Holter',
      recordingId: id,
      lane: 'analysis',
    },
    async (control) => {
      await read(context, { id, key }, source, control);
      await classifyAndSettle(context, id, {
        signal: control.signal,
        report: (stage, fraction) => {
          control.report(stage, READING_SHARE + (1 - READING_SHARE) * fraction);
        },
      });
    },
  );
}

/** What `recordings:import` takes: a file's path, or a demo's address as the library lists it. */
export function sourceOf(address: string): Source {
  const demo = /^demo:hours=([\d.]+)&seed=(\d+)$/.exec(address);
  if (demo === null) return { kind: 'file', path: address };
  return { kind: 'demo', hours: Number(demo[1]), seed: Number(demo[2]) };
}

function addressOf(source: Source): string {
  return source.kind === 'file'
    ? path.resolve(source.path)
    : `demo:hours=${source.hours}&seed=${source.seed}`;
}

async function read(
  context: CoreContext,
  { id, key }: { readonly id: string; readonly key: number },
  source: Source,
  control: JobControl,
): Promise<void> {
  const { folders, emit, jobs, store } = context;
  try {
    const task: ReadTask = { kind: 'read', source, folder: folders.recording(id) };
    const result = await runAnalysis(task, {
      signal: control.signal,
      onProgress: (stage, fraction) => {
        control.report(stage, READING_SHARE * fraction);
      },
    });
    save(context, key, result);
  } catch (cause) {
    const error = store.describeError(cause);
    folders.removeRecording(id);
    if (jobs.closing) store.recordings.setStatus(key, 'interrupted');
    else if (control.signal.aborted) store.recordings.markRemoved(key, now());
    else store.recordings.setStatus(key, 'failed', errorText(error));
    throw error;
  } finally {
    emit({ name: 'recording:changed', payload: { recordingId: id } });
  }
}

function save({ store }: CoreContext, key: number, result: ReadResult): void {
  const { info, sampleCount, findings, detected, quality, truth } = result;
  const reference = truth === null ? null : toReference(truth);
  const annotators =
    reference === null ? result.annotators : [...result.annotators, reference.annotator];
  const { name, sampleRateHz, startTime, leads } = info;
  store.transaction(() => {
    store.recordings.describe(key, { name, sampleRateHz, sampleCount, startTime, annotators });
    store.leads.replace(key, leads);
    store.findings.replace(key, findings);
    store.detections.insert(key, detected, now());
    store.signalQuality.write(key, quality, QUALITY_CRITERIA, now());
    const reading = createReading(detected, sampleCount);
    const time = analysedTimeOf(store, { key, sampleCount }, reading);
    store.currentReadings.write(key, countReading(reading, null, time));
    if (reference !== null) store.referenceReadings.write(key, reference, now());
    store.recordings.setStatus(key, 'analysing');
  });
}

function toReference({ sample, beatClass }: NonNullable<ReadResult['truth']>): ReferenceReading {
  return {
    annotator: TRUTH_ANNOTATOR,
    sample,
    code: Uint8Array.from(beatClass, (index) => codeOfBeatClass(beatClassAt(index))),
    subtype: new Int8Array(sample.length),
  };
}
