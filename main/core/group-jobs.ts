import { formGroups } from './beat-groups.ts';
import type { CoreContext } from './context.ts';
import { findRecording } from './find-recording.ts';
import { openReadingOf } from './open-readings.ts';

/** Starts the job that groups the beats of a recording's open reading, unless one is on its way. */
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
      let isFormed = false;
      try {
        await formGroups(context, recordingId, {
          signal: control.signal,
          onProgress: control.report.bind(control),
        });
        isFormed = !control.signal.aborted;
      } finally {
        // Once the job has ended: whoever asks then is told so.
        setImmediate(() => {
          emit({ name: 'groups:changed', payload: { recordingId } });
          // Another reading may have been opened meanwhile.
          if (isFormed) groupIfNeeded(context, recordingId);
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

/** Groups the open reading when it has been classified and not been grouped yet. */
export function groupIfNeeded(context: CoreContext, recordingId: string): void {
  const { store, jobs } = context;
  if (jobs.closing || store.recordings.byId(recordingId)?.status !== 'ready') return;
  if (store.groupings.exists(openReadingOf(store, recordingId).key)) return;
  startGrouping(context, recordingId, { background: true });
}
