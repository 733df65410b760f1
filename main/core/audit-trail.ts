import path from 'node:path';
import type { AuditEntry, AuditFilter, AuditPage } from '../../app/contract/readings.ts';
import { writeFileWhole } from '../imports/output-file.ts';
import type { AuditScope } from '../store/queries/audit-trail.ts';
import type { CoreContext } from './context.ts';
import { findRecording } from './find-recording.ts';
import { closedBecause } from './reading-rights.ts';

const ENTRIES_A_WRITE = 10_000;

const CSV_COLUMNS = [
  'at',
  'reader',
  'reading',
  'kind',
  'beatId',
  'sample',
  'oldClass',
  'newClass',
  'version',
  'sha256',
] as const satisfies readonly (keyof AuditEntry)[];

/** A part of the trail, the latest first; without readings that the present reader may not see. */
export function listAudit(
  { store }: Pick<CoreContext, 'store'>,
  {
    recordingId,
    first,
    count,
    ...filter
  }: AuditFilter & {
    readonly recordingId: string;
    readonly first: number;
    readonly count: number;
  },
): AuditPage {
  const scope = scopeOf({ store }, recordingId, filter);
  return {
    total: store.auditTrail.total(scope),
    readers: store.auditTrail.readers(scope.readings),
    entries: store.auditTrail.page(scope, first, count),
  };
}

/**
 * Writes the trail as `<record>.audit.csv`, the earliest entry first.
 * @throws AppError conflict when the file exists already, and what writing throws
 */
export async function exportAudit(
  { store }: Pick<CoreContext, 'store'>,
  recordingId: string,
  { folder, ...filter }: AuditFilter & { readonly folder: string },
): Promise<{ path: string; entries: number }> {
  const { name } = findRecording(store, recordingId);
  const scope = scopeOf({ store }, recordingId, filter);
  const file = path.join(folder, `${name}.audit.csv`);
  const total = store.auditTrail.total(scope);
  const encoder = new TextEncoder();
  await writeFileWhole(file, async (output) => {
    await output.write(encoder.encode(`${CSV_COLUMNS.join(',')}\r\n`));
    for (let end = total; end > 0; end -= ENTRIES_A_WRITE) {
      const first = Math.max(0, end - ENTRIES_A_WRITE);
      const entries = store.auditTrail.page(scope, first, end - first).toReversed();
      await output.write(encoder.encode(entries.map(toCsvLine).join('')));
    }
  });
  return { path: file, entries: total };
}

function scopeOf(
  { store }: Pick<CoreContext, 'store'>,
  recordingId: string,
  filter: AuditFilter,
): AuditScope {
  const { reader } = store.settings.read();
  const readings = store.readings
    .ofRecording(findRecording(store, recordingId).key)
    .filter((reading) => closedBecause(store, reading, reader) === null)
    .map(({ key }) => key);
  return { ...filter, readings };
}

/** RFC 4180; a name that a spreadsheet would take for a formula is kept from being one. */
function toCsvLine(entry: AuditEntry): string {
  const cells = CSV_COLUMNS.map((column) => {
    const text = String(entry[column] ?? '');
    const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  });
  return `${cells.join(',')}\r\n`;
}
