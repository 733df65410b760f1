import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import type {
  Evaluation,
  TrainingConfig,
  TrainingEpoch,
  TrainingRun,
} from '../../../app/contract/training.ts';
import { modelComparisonSchema } from '../../../app/contract/training-governance.ts';
import type { ModelComparison } from '../../../app/contract/training-governance.ts';

export type TrainingStatus = TrainingRun['status'];

export interface NewTrainingRun {
  readonly id: string;
  readonly startedAt: string;
  readonly baseModelId: string;
  readonly config: TrainingConfig;
  /** Sequence number of the last edit that counts for this run. */
  readonly editsThrough: number;
  readonly trainingSetId: string;
}

export interface TrainingOutcome {
  readonly resultModelId: string;
  readonly holdout: string;
  readonly before: Evaluation;
  readonly after: Evaluation;
  readonly comparison: ModelComparison;
}

interface Row {
  run_key: number;
  id: string;
  status: TrainingStatus;
  started_at: string;
  ended_at: string | null;
  base_model_id: string;
  result_model_id: string | null;
  config: string;
  holdout: string | null;
  evaluation_before: string | null;
  evaluation_after: string | null;
  error: string | null;
}

interface EpochRow {
  epoch: number;
  train_loss: number;
  validation_loss: number | null;
  f1: string;
}

/** Tables `training_runs` and `training_epochs`. */
export function trainingRunsTable(database: Database) {
  const insert = database.prepare<[string, string, string, string, number, string]>(
    `INSERT INTO training_runs (id, status, started_at, base_model_id, config, edits_through, training_set_id)
     VALUES (?, 'running', ?, ?, ?, ?, ?)`,
  );
  const list = database.prepare<[], Row>('SELECT * FROM training_runs ORDER BY run_key DESC');
  const byId = database.prepare<[string], Row>('SELECT * FROM training_runs WHERE id = ?');
  const trainingSetId = database
    .prepare<[string], string | null>('SELECT training_set_id FROM training_runs WHERE id = ?')
    .pluck();
  const comparison = database
    .prepare<[string], string | null>('SELECT comparison FROM training_runs WHERE id = ?')
    .pluck();
  const madeBy = database
    .prepare<[string], string>('SELECT id FROM training_runs WHERE result_model_id = ?')
    .pluck();
  const setStatus = database.prepare<[TrainingStatus, string | null, string | null, string]>(
    'UPDATE training_runs SET status = ?, ended_at = ?, error = ? WHERE id = ?',
  );
  const finish = database.prepare<[string, string, string, string, string, string, string]>(
    `UPDATE training_runs SET status = 'done', error = NULL, ended_at = ?, result_model_id = ?,
       holdout = ?, evaluation_before = ?, evaluation_after = ?, comparison = ? WHERE id = ?`,
  );
  const interrupt = database.prepare<[string]>(
    `UPDATE training_runs SET status = 'interrupted', ended_at = ? WHERE status = 'running'`,
  );
  const putEpoch = database.prepare<[number, number, number | null, string, string]>(
    `INSERT OR REPLACE INTO training_epochs (run_key, epoch, train_loss, validation_loss, f1)
     SELECT run_key, ?, ?, ?, ? FROM training_runs WHERE id = ?`,
  );
  const epochs = database.prepare<[number], EpochRow>(
    `SELECT epoch, train_loss, validation_loss, f1 FROM training_epochs
     WHERE run_key = ? ORDER BY epoch`,
  );

  const fromRow = (row: Row): TrainingRun => ({
    id: row.id,
    status: row.status,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    baseModelId: row.base_model_id,
    resultModelId: row.result_model_id,
    config: JSON.parse(row.config) as TrainingConfig,
    epochs: epochs.all(row.run_key).map(toEpoch),
    holdout: row.holdout,
    before: toEvaluation(row.evaluation_before),
    after: toEvaluation(row.evaluation_after),
    error: row.error,
  });

  return {
    insert({
      id,
      startedAt,
      baseModelId,
      config,
      editsThrough,
      trainingSetId: setId,
    }: NewTrainingRun): void {
      insert.run(id, startedAt, baseModelId, JSON.stringify(config), editsThrough, setId);
    },
    /** The latest first. */
    list: () => list.all().map(fromRow),
    byId(id: string) {
      const row = byId.get(id);
      return row === undefined ? null : fromRow(row);
    },
    /** The set that a run learns from; null for runs made before sets were kept. */
    trainingSetId: (id: string): string | null => trainingSetId.get(id) ?? null,
    /** Before and after, of a run that is done; null for runs made before it was kept. */
    comparison(id: string): ModelComparison | null {
      const text = comparison.get(id) ?? null;
      return text === null ? null : v.parse(modelComparisonSchema, JSON.parse(text));
    },
    /** The run that made a model, or null. */
    madeBy: (modelId: string): string | null => madeBy.get(modelId) ?? null,
    setStatus(
      id: string,
      status: TrainingStatus,
      { endedAt, error = null }: { endedAt: string | null; error?: string | null },
    ): void {
      setStatus.run(status, endedAt, error, id);
    },
    finish(id: string, outcome: TrainingOutcome, endedAt: string): void {
      const { resultModelId, holdout, before, after } = outcome;
      finish.run(
        endedAt,
        resultModelId,
        holdout,
        JSON.stringify(before),
        JSON.stringify(after),
        JSON.stringify(outcome.comparison),
        id,
      );
    },
    /** After a crash: whatever says that it runs does not. */
    interruptRunning(at: string): void {
      interrupt.run(at);
    },
    putEpoch(id: string, { epoch, trainLoss, validationLoss, f1 }: TrainingEpoch): void {
      putEpoch.run(epoch, trainLoss, validationLoss, JSON.stringify(f1), id);
    },
  };
}

function toEpoch(row: EpochRow): TrainingEpoch {
  return {
    epoch: row.epoch,
    trainLoss: row.train_loss,
    validationLoss: row.validation_loss,
    f1: JSON.parse(row.f1) as TrainingEpoch['f1'],
  };
}

function toEvaluation(json: string | null): Evaluation | null {
  return json === null ? null : (JSON.parse(json) as Evaluation);
}
