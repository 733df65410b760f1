import type { Database } from 'better-sqlite3';

/** The part that a recording has in learning. */
export interface RecordingRole {
  readonly patient: string | null;
  /** Who locked it for comparisons; null: it may be learned from. */
  readonly lockedBy: string | null;
  readonly lockedAt: string | null;
}

const NO_ROLE: RecordingRole = { patient: null, lockedBy: null, lockedAt: null };

/** Table `recording_roles`. */
export function recordingRolesTable(database: Database) {
  const read = database.prepare<[number], RecordingRole>(
    `SELECT patient, locked_by AS lockedBy, locked_at AS lockedAt FROM recording_roles
     WHERE recording_key = ?`,
  );
  const lock = database.prepare<[number, string | null, string | null]>(
    `INSERT INTO recording_roles (recording_key, locked_by, locked_at) VALUES (?, ?, ?)
     ON CONFLICT (recording_key) DO UPDATE SET
       locked_by = excluded.locked_by, locked_at = excluded.locked_at`,
  );
  const assign = database.prepare<[number, string | null]>(
    `INSERT INTO recording_roles (recording_key, patient) VALUES (?, ?)
     ON CONFLICT (recording_key) DO UPDATE SET patient = excluded.patient`,
  );
  const remove = database.prepare<[number]>('DELETE FROM recording_roles WHERE recording_key = ?');

  return {
    read: (key: number): RecordingRole => read.get(key) ?? NO_ROLE,
    lock(key: number, reader: string, at: string): void {
      lock.run(key, reader, at);
    },
    unlock(key: number): void {
      lock.run(key, null, null);
    },
    assignPatient(key: number, patient: string | null): void {
      assign.run(key, patient);
    },
    remove(key: number): void {
      remove.run(key);
    },
  };
}
