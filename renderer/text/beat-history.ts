import type { LogEntry } from '../../app/contract/schemas.ts';

/** What one log entry did to its beat, in words: "V → N", "moved 12 ms later", "deleted". */
export function describeEntry(entry: LogEntry, sampleRateHz: number): string {
  const prefix = entry.kind === 'undo' || entry.kind === 'redo' ? `${entry.kind}: ` : '';
  return prefix + describeChange(entry, sampleRateHz);
}

function describeChange(entry: LogEntry, sampleRateHz: number): string {
  const { oldClass, newClass, oldSample, newSample } = entry;
  if (newClass === null) return oldClass === null ? 'deleted' : `deleted (was ${oldClass})`;
  if (oldClass === null) return `inserted as ${newClass}`;
  const moved =
    oldSample !== null && newSample !== null && oldSample !== newSample
      ? describeMove(newSample - oldSample, sampleRateHz)
      : null;
  if (oldClass !== newClass) {
    const relabelled = `${oldClass} → ${newClass}`;
    return moved === null ? relabelled : `${relabelled}, ${moved}`;
  }
  return moved ?? `${newClass} confirmed`;
}

function describeMove(samples: number, sampleRateHz: number): string {
  const milliseconds = Math.round((Math.abs(samples) * 1000) / sampleRateHz);
  return `moved ${milliseconds} ms ${samples > 0 ? 'later' : 'earlier'}`;
}
