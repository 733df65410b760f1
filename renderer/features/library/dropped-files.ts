const RECORDING_EXTENSIONS: ReadonlySet<string> = new Set(['hea', 'dat']);

/**
 * One path per recording among dropped or chosen files: 208.hea and 208.dat are one recording,
 * anything else is left out.
 */
export function recordingPaths(paths: readonly string[]): string[] {
  const byRecord = new Map<string, string>();
  for (const path of paths) {
    const dot = path.lastIndexOf('.');
    const extension = path.slice(dot + 1).toLowerCase();
    if (dot === -1 || !RECORDING_EXTENSIONS.has(extension)) continue;
    const record = path.slice(0, dot);
    if (extension === 'hea' || !byRecord.has(record)) byRecord.set(record, path);
  }
  return [...byRecord.values()];
}
