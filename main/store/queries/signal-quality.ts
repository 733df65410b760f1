import type { Database } from 'better-sqlite3';
import { QUALITY_CAUSES, type BadStretch, type SignalQuality } from '../../../app/quality/lead-quality.ts'; // prettier-ignore
import { toBlob, toUint32, toUint8 } from '../columns.ts';

interface Row {
  leads: Uint8Array;
  causes: Uint8Array;
  starts: Uint8Array;
  ends: Uint8Array;
}

/** What was computed of every lead; see the migration for the columns. */
export function signalQualityTable(database: Database) {
  const write = database.prepare<
    [number, string, number, number, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  >(
    `INSERT INTO signal_quality (recording_key, made_at, criteria, stretch_count,
       leads, causes, starts, ends)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (recording_key) DO UPDATE SET made_at = excluded.made_at,
       criteria = excluded.criteria, stretch_count = excluded.stretch_count,
       leads = excluded.leads, causes = excluded.causes,
       starts = excluded.starts, ends = excluded.ends`,
  );
  const read = database.prepare<[number, number], Row>(
    `SELECT leads, causes, starts, ends FROM signal_quality
     WHERE recording_key = ? AND criteria = ?`,
  );
  const remove = database.prepare<[number]>('DELETE FROM signal_quality WHERE recording_key = ?');

  return {
    /** `criteria`: the version of what it was judged by. */
    write(key: number, quality: SignalQuality, criteria: number, at: string): void {
      const stretches = quality.flatMap((lead, index) =>
        lead.map((stretch) => ({ ...stretch, lead: index })),
      );
      write.run(
        key,
        at,
        criteria,
        stretches.length,
        Uint8Array.from(stretches, ({ lead }) => lead),
        Uint8Array.from(stretches, ({ cause }) => QUALITY_CAUSES.indexOf(cause)),
        toBlob(Uint32Array.from(stretches, ({ startSample }) => startSample)),
        toBlob(Uint32Array.from(stretches, ({ endSample }) => endSample)),
      );
    },
    /** Null where nothing was computed, or by other criteria. */
    read(key: number, criteria: number, leadCount: number): SignalQuality | null {
      const row = read.get(key, criteria);
      if (row === undefined) return null;
      const [leads, causes] = [toUint8(row.leads), toUint8(row.causes)];
      const [starts, ends] = [toUint32(row.starts), toUint32(row.ends)];
      const quality = Array.from({ length: leadCount }, (): BadStretch[] => []);
      leads.forEach((lead, index) => {
        const cause = QUALITY_CAUSES[causes[index] ?? 0];
        if (cause === undefined) return;
        quality[lead]?.push({
          cause,
          startSample: starts[index] ?? 0,
          endSample: ends[index] ?? 0,
        });
      });
      return quality;
    },
    remove(key: number): void {
      remove.run(key);
    },
  };
}
