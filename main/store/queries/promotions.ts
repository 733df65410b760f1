import type { Database } from 'better-sqlite3';
import type { ModelComparison, PromotionEntry } from '../../../app/contract/training-governance.ts';

export interface NewPromotion {
  readonly kind: PromotionEntry['kind'];
  /** The model in use from then on. */
  readonly modelId: string;
  /** Who decided. */
  readonly reader: string;
  readonly runId: string | null;
  /** The comparison that the reader had been shown, kept whole; null where there was none. */
  readonly shown: ModelComparison | null;
}

/** Table `promotions`: append-only. */
export function promotionsTable(database: Database) {
  const append = database.prepare<
    [string, PromotionEntry['kind'], string, string, string | null, string | null]
  >(`INSERT INTO promotions (at, kind, model_id, reader, run_id, shown) VALUES (?, ?, ?, ?, ?, ?)`);
  const list = database.prepare<[], PromotionEntry>(
    `SELECT at, kind, model_id AS modelId, reader, run_id AS runId,
       json_extract(shown, '$.sha256') AS comparisonHash
     FROM promotions ORDER BY promotion_key`,
  );

  return {
    append({ kind, modelId, reader, runId, shown }: NewPromotion, at: string): void {
      const text = shown === null ? null : JSON.stringify(shown);
      append.run(at, kind, modelId, reader, runId, text);
    },
    /** The earliest first. */
    list: (): PromotionEntry[] => list.all(),
  };
}
