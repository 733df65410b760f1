import { startClassification } from './classify.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import { groupIfNeeded } from './group-jobs.ts';

/**
 * Puts in order what a crash left. An import that did not end is `interrupted`: its files go, its
 * path stays, so that it can be imported again. An analysis is started again, and so is
 * the grouping of beats. A training
 * or protocol run can be resumed from its checkpoints. Saved edits need nothing.
 */
export function recover(context: CoreContext): void {
  const { store, folders } = context;
  for (const { id, key, status } of store.recordings.list()) {
    if (status === 'importing') {
      folders.removeRecording(id);
      store.recordings.setStatus(key, 'interrupted');
    }
    if (status === 'analysing') startClassification(context, id, { background: false });
    groupIfNeeded(context, id);
  }
  store.trainingRuns.interruptRunning(now());
  store.protocolRuns.interruptRunning(now());
}
