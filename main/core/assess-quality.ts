import { QUALITY_CRITERIA, type SignalQuality } from '../../app/quality/lead-quality.ts';
import { runAnalysis } from '../jobs/run-analysis.ts';
import { analysedTime } from './analysed-time.ts';
import { now, type CoreContext } from './context.ts';
import { findRecording } from './find-recording.ts';
import { keepCounts } from './kept-counts.ts';

/**
 * Starts the job that computes the signal quality of a recording that was imported before there
 * was any, or by other criteria. Nothing is done where it is known or on its way.
 */
export function assessQualityOf(context: CoreContext, recordingId: string): void {
  const { store, jobs, folders, emit } = context;
  const { key, name, status } = findRecording(store, recordingId);
  if (status !== 'ready' || analysedTime(context, recordingId).assessed) return;
  if (jobs.runningFor(recordingId, ['quality']) !== null) return;
  jobs.start(
    {
      kind: 'quality',
      title: `Assess the signal of ${name}`,
      recordingId,
      lane: 'analysis',
      background: true,
    },
    async (control) => {
      const task = { kind: 'assess-quality', folder: folders.recording(recordingId) } as const;
      const quality = await runAnalysis(task, {
        signal: control.signal,
        onProgress: control.report.bind(control),
      });
      keep(context, recordingId, key, quality);
      emit({ name: 'recording:changed', payload: { recordingId } });
    },
  );
}

function keep(
  { store, readings }: CoreContext,
  recordingId: string,
  key: number,
  quality: SignalQuality,
): void {
  store.transaction(() => {
    store.signalQuality.write(key, quality, QUALITY_CRITERIA, now());
    readings.forget(recordingId);
    keepCounts(store, readings.current(recordingId));
  });
}
