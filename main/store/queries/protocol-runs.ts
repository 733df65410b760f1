import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { protocolResultSchema } from '../../../app/contract/protocol-result.ts';
import type {
  ProtocolCurve,
  ProtocolEpoch,
  ProtocolRequest,
  ProtocolResult,
  ProtocolRun,
} from '../../../app/contract/protocol-result.ts';
import type { TrainingEpoch } from '../../../app/contract/training.ts';

type Status = ProtocolRun['status'];

export interface NewProtocolRun {
  readonly id: string;
  readonly startedAt: string;
  readonly request: ProtocolRequest;
  readonly engine: ProtocolRun['engine'];
}

interface Row {
  id: string;
  status: Status;
  started_at: string;
  ended_at: string | null;
  request: string;
  engine: ProtocolRun['engine'];
  error: string | null;
}

interface EpochRow {
  contender: string;
  part: string;
  seed: number;
  figures: string;
}

const RUN_COLUMNS = 'id, status, started_at, ended_at, request, engine, error';

/** Tables `protocol_runs` and `protocol_epochs`. */
export function protocolRunsTable(database: Database) {
  const insert = database.prepare<[string, string, string, string]>(
    `INSERT INTO protocol_runs (id, status, started_at, request, engine)
     VALUES (?, 'running', ?, ?, ?)`,
  );
  const list = database.prepare<[], Row>(
    `SELECT ${RUN_COLUMNS} FROM protocol_runs ORDER BY run_key DESC`,
  );
  const byId = database.prepare<[string], Row>(
    `SELECT ${RUN_COLUMNS} FROM protocol_runs WHERE id = ?`,
  );
  const result = database
    .prepare<[string], string | null>('SELECT result FROM protocol_runs WHERE id = ?')
    .pluck();
  const setStatus = database.prepare<[Status, string | null, string | null, string]>(
    'UPDATE protocol_runs SET status = ?, ended_at = ?, error = ? WHERE id = ?',
  );
  const finish = database.prepare<[string, string, string]>(
    `UPDATE protocol_runs SET status = 'done', error = NULL, ended_at = ?, result = ? WHERE id = ?`,
  );
  const interrupt = database.prepare<[string]>(
    `UPDATE protocol_runs SET status = 'interrupted', ended_at = ? WHERE status = 'running'`,
  );
  const remove = database.prepare<[string]>('DELETE FROM protocol_runs WHERE id = ?');
  const putEpoch = database.prepare<[string, string, number, number, string, string]>(
    `INSERT OR REPLACE INTO protocol_epochs (run_key, contender, part, seed, epoch, figures)
     SELECT run_key, ?, ?, ?, ?, ? FROM protocol_runs WHERE id = ?`,
  );
  const epochs = database.prepare<[string], EpochRow>(
    `SELECT contender, part, seed, figures FROM protocol_epochs JOIN protocol_runs USING (run_key)
     WHERE id = ? ORDER BY contender, seed, part, epoch`,
  );

  return {
    insert({ id, startedAt, request, engine }: NewProtocolRun): void {
      insert.run(id, startedAt, JSON.stringify(request), engine);
    },
    /** The latest first. */
    list: (): ProtocolRun[] => list.all().map(fromRow),
    byId(id: string): ProtocolRun | null {
      const row = byId.get(id);
      return row === undefined ? null : fromRow(row);
    },
    /** Null while there is none, or one of a layout that this version does not know. */
    result(id: string): ProtocolResult | null {
      const json = result.get(id) ?? null;
      if (json === null) return null;
      const parsed = v.safeParse(protocolResultSchema, JSON.parse(json));
      return parsed.success ? parsed.output : null;
    },
    setStatus(
      id: string,
      status: Exclude<Status, 'done'>,
      { endedAt, error = null }: { endedAt: string | null; error?: string | null },
    ): void {
      setStatus.run(status, endedAt, error, id);
    },
    finish(id: string, value: ProtocolResult, endedAt: string): void {
      finish.run(endedAt, JSON.stringify(value), id);
    },
    /** After a crash: whatever says that it runs does not. */
    interruptRunning(at: string): void {
      interrupt.run(at);
    },
    /** With its curves. */
    remove(id: string): void {
      remove.run(id);
    },
    putEpoch(id: string, { contender, part, seed, epoch }: ProtocolEpoch): void {
      putEpoch.run(contender, part, seed, epoch.epoch, JSON.stringify(epoch), id);
    },
    curves(id: string): ProtocolCurve[] {
      const curves = new Map<string, ProtocolCurve>();
      for (const { contender, part, seed, figures } of epochs.all(id)) {
        const key = JSON.stringify([contender, part, seed]);
        const curve = curves.get(key) ?? { contender, part, seed, epochs: [] };
        curve.epochs.push(JSON.parse(figures) as TrainingEpoch);
        curves.set(key, curve);
      }
      return [...curves.values()];
    },
  };
}

function fromRow({ id, status, request, engine, error, ...row }: Row): ProtocolRun {
  return {
    id,
    ...(JSON.parse(request) as ProtocolRequest),
    engine,
    status,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    error,
  };
}
