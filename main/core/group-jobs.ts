import { formGroups } from './beat-groups.ts';
import type { CoreContext } from './context.ts';
import { findRecording } from './find-recording.ts';

/** Starts the job that groups a recording's beats, unless one is on its way. */
export function startGrouping(
  context: CoreContext,
  recordingId: string,
  { background }: { readonly background: boolean },
): string {
  const { store, jobs, emit } = context;
  const running = groupingJob(context, recordingId);
  if (running !== null) return running;
  const jobId = jobs.start(
    {
      kind: 'group',
      title: `Group the beats of ${findRecording(store, recordingId).name}`,
      recordingId,
      lane: 'analysis',
      background,
    },
    async (control) => {
      try {
        await formGroups(context, recordingId, {
          signal: control.signal,
          onProgress: control.report.bind(control),
        });
      } finally {
        // Once the job has ended: whoever asks then is told so.
        setImmediate(() => {
          emit({ name: 'groups:changed', payload: { recordingId } });
        });
      }
    },
  );
  emit({ name: 'groups:changed', payload: { recordingId } });
  return jobId;
}

/** The job that groups a recording's beats at present, or null. */
export function groupingJob({ jobs }: CoreContext, recordingId: string): string | null {
  return jobs.runningFor(recordingId, ['group'])?.id ?? null;
}

/** Groups what has been classified and not been grouped yet, when nothing else is to be done. */
export function groupIfNeeded(context: CoreContext, recordingId: string): void {
  const { store, jobs } = context;
  const recording = store.recordings.byId(recordingId);
  if (recording === null || jobs.closing || store.groupings.exists(recording.key)) return;
  startGrouping(context, recordingId, { background: true });
}
