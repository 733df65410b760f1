import type { Database } from 'better-sqlite3';
import type { IntegrityFinding } from '../../../app/domain/recording.ts';

interface Row {
  check_name: IntegrityFinding['check'];
  lead_index: number | null;
  ok: number;
  message: string;
}

export function findingsTable(database: Database) {
  const insert = database.prepare<[number, number, string, number | null, number, string]>(
    `INSERT INTO findings (recording_key, position, check_name, lead_index, ok, message)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.prepare<[number]>('DELETE FROM findings WHERE recording_key = ?');
  const list = database.prepare<[number], Row>(
    `SELECT check_name, lead_index, ok, message FROM findings
     WHERE recording_key = ? ORDER BY position`,
  );
  const checks = database
    .prepare<[number], number>('SELECT count(*) FROM findings WHERE recording_key = ?')
    .pluck();
  const problems = database
    .prepare<[number], number>('SELECT count(*) FROM findings WHERE recording_key = ? AND ok = 0')
    .pluck();

  return {
    replace(key: number, findings: readonly IntegrityFinding[]): void {
      remove.run(key);
      findings.forEach(({ check, lead, ok, message }, position) => {
        insert.run(key, position, check, lead, Number(ok), message);
      });
    },
    list: (key: number): IntegrityFinding[] =>
      list.all(key).map((row) => ({
        check: row.check_name,
        lead: row.lead_index,
        ok: row.ok === 1,
        message: row.message,
      })),
    countChecks: (key: number): number => checks.get(key) ?? 0,
    countProblems: (key: number): number => problems.get(key) ?? 0,
  };
}
