import type { Database } from 'better-sqlite3';
import type { Lead } from '../../../app/domain/recording.ts';

interface Row {
  name: string;
  units: string;
  gain_per_unit: number;
  baseline: number;
  calibrated: number;
}

export function leadsTable(database: Database) {
  const insert = database.prepare<[number, number, string, string, number, number, number]>(
    `INSERT INTO leads (recording_key, lead_index, name, units, gain_per_unit, baseline, calibrated)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.prepare<[number]>('DELETE FROM leads WHERE recording_key = ?');
  const list = database.prepare<[number], Row>(
    `SELECT name, units, gain_per_unit, baseline, calibrated FROM leads
     WHERE recording_key = ? ORDER BY lead_index`,
  );

  return {
    replace(key: number, leads: readonly Lead[]): void {
      remove.run(key);
      leads.forEach(({ name, units, gainPerUnit, baseline, calibrated }, index) => {
        insert.run(key, index, name, units, gainPerUnit, baseline, Number(calibrated));
      });
    },
    list: (key: number): Lead[] =>
      list.all(key).map((row) => ({
        name: row.name,
        units: row.units,
        gainPerUnit: row.gain_per_unit,
        baseline: row.baseline,
        calibrated: row.calibrated === 1,
      })),
  };
}
