import type { Database } from 'better-sqlite3';
import type { ReaderRegion, RegionEntry, RegionVerdict } from '../../../app/domain/reader-regions.ts'; // prettier-ignore
import type { ReadingKey } from './readings.ts';

type Value = [
  verdict: RegionVerdict | null,
  start: number | null,
  end: number | null,
  reader: string | null,
];
type Row = [regionId: number, lead: number | null, ...Value, ...Value];

const COLUMNS = `region_id, lead_index, old_verdict, old_start, old_end, old_reader,
  new_verdict, new_start, new_end, new_reader`;

/** Entries of the edit log that change regions. */
export function regionEditsTable(database: Database) {
  const insert = database.prepare<[number, number, number, ...Row]>(
    `INSERT INTO region_edits (seq, transaction_key, recording_key, ${COLUMNS})
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const ofTransaction = database
    .prepare<[number], Row>(
      `SELECT ${COLUMNS} FROM region_edits, (
         SELECT first_seq, edit_count FROM transactions WHERE transaction_key = ?
       ) WHERE seq >= first_seq AND seq < first_seq + edit_count ORDER BY seq`,
    )
    .raw();
  const through = database
    .prepare<[number, number], Row>(
      `SELECT ${COLUMNS} FROM region_edits JOIN transactions USING (transaction_key)
       WHERE reading_key = ? AND seq <= ? ORDER BY seq`,
    )
    .raw();

  return {
    /** Must run within a transaction of the store; entries are numbered from `firstSeq` on. */
    append(
      recordingKey: number,
      transaction: number,
      firstSeq: number,
      entries: readonly RegionEntry[],
    ): void {
      entries.forEach(({ regionId, before, after }, index) => {
        const lead = (after ?? before)?.lead ?? null;
        insert.run(
          firstSeq + index,
          transaction,
          recordingKey,
          regionId,
          lead,
          ...toValue(before),
          ...toValue(after),
        );
      });
    },
    entriesOf: (transaction: number): RegionEntry[] => ofTransaction.all(transaction).map(toEntry),
    /** Of a reading, up to a sequence number, the earliest first. */
    through: (key: ReadingKey, seq: number): RegionEntry[] => through.all(key, seq).map(toEntry),
  };
}

function toValue(region: ReaderRegion | null): Value {
  if (region === null) return [null, null, null, null];
  const { verdict, startSample, endSample, reader } = region;
  return [verdict, startSample, endSample, reader];
}

function toEntry(row: Row): RegionEntry {
  const [regionId, lead, ...values] = row;
  const [oldVerdict, oldStart, oldEnd, oldReader, ...after] = values;
  return {
    regionId,
    before: toRegion(lead, [oldVerdict, oldStart, oldEnd, oldReader]),
    after: toRegion(lead, after),
  };
}

function toRegion(lead: number | null, value: Value): ReaderRegion | null {
  const [verdict, startSample, endSample, reader] = value;
  if (verdict === null || startSample === null || endSample === null) return null;
  return { lead, verdict, startSample, endSample, reader: reader ?? '' };
}
