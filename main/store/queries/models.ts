import type { Database } from 'better-sqlite3';

export interface StoredModel {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly createdAt: string;
  readonly shipped: boolean;
  readonly sha256: string;
  readonly card: Record<string, unknown>;
}

interface Row {
  id: string;
  name: string;
  parent_id: string | null;
  created_at: string;
  shipped: number;
  sha256: string;
  card: string;
}

export function modelsTable(database: Database) {
  const put = database.prepare<[string, string, string | null, string, number, string, string]>(
    `INSERT INTO models (id, name, parent_id, created_at, shipped, sha256, card)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent_id = excluded.parent_id,
       created_at = excluded.created_at, shipped = excluded.shipped, sha256 = excluded.sha256,
       card = excluded.card`,
  );
  const list = database.prepare<[], Row>(
    'SELECT * FROM models ORDER BY shipped DESC, CASE WHEN shipped THEN created_at END DESC, created_at, id',
  );
  const byId = database.prepare<[string], Row>('SELECT * FROM models WHERE id = ?');

  return {
    put({ id, name, parentId, createdAt, shipped, sha256, card }: StoredModel): void {
      put.run(id, name, parentId, createdAt, Number(shipped), sha256, JSON.stringify(card));
    },
    /** Shipped models first, the newest of them at the top; then the others by age. */
    list: (): StoredModel[] => list.all().map(fromRow),
    byId(id: string): StoredModel | null {
      const row = byId.get(id);
      return row === undefined ? null : fromRow(row);
    },
  };
}

function fromRow(row: Row): StoredModel {
  return {
    id: row.id,
    name: row.name,
    parentId: row.parent_id,
    createdAt: row.created_at,
    shipped: row.shipped === 1,
    sha256: row.sha256,
    card: JSON.parse(row.card) as Record<string, unknown>,
  };
}
