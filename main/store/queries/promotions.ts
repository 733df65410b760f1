import type { Database } from 'better-sqlite3';

export interface Promotion {
  readonly kind: 'promote' | 'rollback';
  /** The model in use from then on. */
  readonly modelId: string;
}

export function promotionsTable(database: Database) {
  const append = database.prepare<[string, Promotion['kind'], string]>(
    'INSERT INTO promotions (at, kind, model_id) VALUES (?, ?, ?)',
  );
  const list = database.prepare<[], Promotion>(
    'SELECT kind, model_id AS modelId FROM promotions ORDER BY promotion_key',
  );

  return {
    append({ kind, modelId }: Promotion, at: string): void {
      append.run(at, kind, modelId);
    },
    /** The earliest first. */
    list: (): Promotion[] => list.all(),
  };
}
