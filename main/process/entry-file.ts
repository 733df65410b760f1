/**
 * Every file that is started as a process or a thread of its own, by the name of its bundle in
 * `dist/main`, with its source below `main`.
 */
const ENTRY_SOURCES = {
  core: 'core/index.ts',
  'analysis.worker': 'jobs/analysis.worker.ts',
  'protocol.worker': 'jobs/protocol.worker.ts',
  'training.worker': 'jobs/training.worker.ts',
  'interpretation.worker': 'jobs/interpretation.worker.ts',
  'report.worker': 'jobs/report.worker.ts',
  'trends.worker': 'jobs/trends.worker.ts',
  'gradient.worker': 'learning/gradient.worker.ts',
  'signal.worker': 'signals/signal.worker.ts',
  'inference.worker': 'learning/inference.worker.ts',
} as const;

export type EntryName = keyof typeof ENTRY_SOURCES;

const BUNDLE_FOLDER = '/dist/main/';

/**
 * Where an entry lies: the source itself when this module runs from source (Node 24 strips the
 * types; worker threads included), else its bundle, however deep the chunk with this code is.
 */
export function entryFile(name: EntryName): URL {
  return locateEntry(name, import.meta.url);
}

export function locateEntry(name: EntryName, from: string): URL {
  if (from.endsWith('.ts')) return new URL(`../${ENTRY_SOURCES[name]}`, from);
  const end = from.lastIndexOf(BUNDLE_FOLDER);
  if (end < 0) throw new Error(`${from} lies outside ${BUNDLE_FOLDER}: no entry can be found`);
  return new URL(`${name}.js`, from.slice(0, end + BUNDLE_FOLDER.length));
}
