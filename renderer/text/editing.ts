import type { StepChange } from '../../app/contract/editing.ts';
import { formatCount, formatCountOf } from './format.ts';

/** Words of the history of edits and of strips marked for the report. */
export const EDITING_TEXT = {
  history: 'History of edits',
  historyMeaning: (done: string, total: string) =>
    `${done} of ${total} steps in force. Enter or a click goes to a step; nothing is ever lost from the log.`,
  noHistory: 'Nothing has been edited yet.',
  beginning: 'As analysed, before any edit',
  present: 'now',
  undone: 'undone',
  loading: '…',
  exportLog: 'Export edit log…',
  exportMeaning:
    'Writes all edits as LightWAVE does, a change as a deletion and an insertion; patchann applies them to RECORD.ect.',
  exported: (lines: number, file: string) => `${formatCountOf(lines, 'line')} written to ${file}`,

  bookmarks: 'Strips for the report',
  noBookmarks: (key: string) =>
    `No strip is marked. ${key} marks the strip in view for the report.`,
  times: (from: string, to: string) => `${from} to ${to}`,
  /** Beside the mark itself, where there is little room. */
  markLabel: (number: number, note: string) => (note === '' ? `${number}` : `${number} ${note}`),
  markName: (number: number, times: string, note: string) =>
    `Bookmark ${number}, ${times}${note === '' ? '' : `: ${note}`}`,
  bookmarkAt: (time: string) => `Strip at ${time}`,
  goTo: (time: string) => `Go to the strip at ${time}`,
  notePlaceholder: 'Note for the report',
  noteOf: (time: string) => `Note of the strip at ${time}`,
  durationOf: (time: string) => `Seconds of the strip at ${time}`,
  remove: (time: string) => `Remove the strip at ${time}`,
  removed: (time: string) => `The strip at ${time} is no longer marked.`,
  putBack: 'Put it back',
  markedAlready: (time: string) => `The strip at ${time} is marked for the report already.`,
  marked: (time: string) => `The strip at ${time} is marked for the report.`,
  noneBefore: 'There is no marked strip before this place.',
  noneAfter: 'There is no marked strip after this place.',
} as const;

/** How places of a recording are named. */
interface PlaceNames {
  readonly timeAt: (sample: number, options?: { tenths?: boolean }) => string;
  /** Null: all leads. */
  readonly lead: (lead: number | null) => string;
}

/** "12 N → V, 0:01:00–0:05:10", "insert V at 0:00:01.6", "left out 0:12:03–0:12:20, all leads". */
export function describeChange(change: StepChange, names: PlaceNames): string {
  const { kind, count, startSample, endSample, lead, verdict } = change;
  const what = describeKind(change);
  if (startSample === null || endSample === null) return what;
  const from = names.timeAt(startSample);
  const span = `${from}–${names.timeAt(endSample)}`;
  if (kind === 'region') {
    const said = { exclude: 'left out', analyse: 'analysed anyway', none: 'mark taken away' };
    const many = count === 1 ? '' : `${formatCount(count)} × `;
    return `${many}${said[verdict ?? 'none']} ${span}, ${names.lead(lead)}`;
  }
  if (startSample === endSample) return `${what} at ${names.timeAt(startSample, { tenths: true })}`;
  return `${what}, ${span}`;
}

/** "12 N → V", "delete 3 S", "insert V". */
function describeKind({ kind, from, to, count }: StepChange): string {
  const many = count === 1 ? '' : `${formatCount(count)} `;
  switch (kind) {
    case 'relabel':
      return from === to ? `confirm ${many}${to ?? ''}` : `${many}${from ?? ''} → ${to ?? ''}`;
    case 'delete':
      return `delete ${many}${from ?? to ?? ''}`;
    case 'insert':
      return `insert ${many}${to ?? from ?? ''}`;
    case 'move':
      return `move ${many}${to ?? ''}`;
    case 'region':
      return formatCountOf(count, 'region');
    case 'group':
      return formatCountOf(count, 'change of groups', 'changes of groups');
  }
}
