import type { Bookmark, HistoryStep, StepChange } from '../../../app/contract/editing.ts';
import type { ChannelName, Handlers } from '../../../app/contract/channels.ts';
import type { BeatState, EditResult } from '../../../app/contract/schemas.ts';

interface BeatChange {
  readonly before: BeatState;
  readonly after: BeatState;
}

/** What the made-up reading keeps of its edits, a transaction an array. */
interface MadeUpLog {
  readonly done: readonly (readonly BeatChange[])[];
  /** The latest undone last. */
  readonly undone: readonly (readonly BeatChange[])[];
  undo(): EditResult;
  redo(): EditResult;
}

/** History and bookmarks as the core keeps them, in memory. */
export function madeUpEditing(log: MadeUpLog, reader: string): Partial<Handlers<ChannelName>> {
  const ids = new WeakMap<readonly BeatChange[], number>();
  const bookmarks = new Map<string, Bookmark>();
  let lastId = 0;

  const steps = (): HistoryStep[] =>
    [...log.done, ...log.undone.toReversed()].map((changes) => {
      const transactionId = ids.get(changes) ?? ++lastId;
      ids.set(changes, transactionId);
      const at = '2026-11-22T12:03:07.000Z';
      return { transactionId, at, reader, count: changes.length, changes: summary(changes) };
    });
  return {
    'history:list': ({ first, count }) => {
      const all = steps();
      const page = all.slice(first, first + count);
      return { total: all.length, done: log.done.length, first, steps: page };
    },
    'history:go-to': ({ transactionId }) => {
      const wanted = steps().findIndex((step) => step.transactionId === transactionId) + 1;
      const step = (): EditResult => (wanted < log.done.length ? log.undo() : log.redo());
      let result = step();
      const changed = [...(result.changed ?? [])];
      while (log.done.length !== wanted) {
        result = step();
        changed.push(...(result.changed ?? []));
      }
      return { ...result, changed };
    },
    'bookmarks:list': () =>
      [...bookmarks.values()].toSorted((a, b) => a.startSample - b.startSample),
    'bookmarks:put': ({ id, startSample, durationS, leads, note }) => {
      const known = id ?? `bookmark-${bookmarks.size + 1}`;
      const at = '2026-11-22T12:03:07.000Z';
      const bookmark = { id: known, startSample, durationS, leads, note, reader, at };
      bookmarks.set(known, bookmark);
      return bookmark;
    },
    'bookmarks:remove': ({ id }) => {
      bookmarks.delete(id);
      return {};
    },
  };
}

function summary(changes: readonly BeatChange[]): StepChange[] {
  const [first] = changes;
  if (first === undefined) return [];
  const { before, after } = first;
  const kind = before.deleted
    ? 'insert'
    : after.deleted
      ? 'delete'
      : before.sample === after.sample
        ? 'relabel'
        : 'move';
  const samples = changes.map((change) => change.after.sample);
  return [
    {
      kind,
      from: before.beatClass,
      to: after.beatClass,
      count: changes.length,
      startSample: Math.min(...samples),
      endSample: Math.max(...samples),
      lead: null,
      verdict: null,
    },
  ];
}
