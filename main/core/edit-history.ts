import type { EditHistory } from '../../app/contract/editing.ts';
import type { CoreContext } from './context.ts';

/** A page of the steps that can be undone and redone, the earliest first. */
export function listSteps(
  { store, readings }: Pick<CoreContext, 'store' | 'readings'>,
  recordingId: string,
  first: number,
  count: number,
): EditHistory {
  const { done, undone } = readings.of(recordingId).history;
  const total = done.length + undone.length;
  const steps: EditHistory['steps'] = [];
  for (let index = first; index < Math.min(total, first + count); index++) {
    // The latest undone comes last in its list, and is the first that redo takes.
    const id = done[index] ?? undone[total - 1 - index];
    const step = id === undefined ? null : store.editHistory.step(id);
    if (step !== null) steps.push(step);
  }
  return { total, done: done.length, first, steps };
}
