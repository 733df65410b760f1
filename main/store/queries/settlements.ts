import type { Database } from 'better-sqlite3';
import type { SettlementChoice } from '../../../app/evaluation/adjudication.ts';
import type { ReadingKey } from './readings.ts';

/** A transaction that settled a difference; whether it is in force the undo history says. */
export interface Settlement {
  readonly transaction: number;
  /** Place in the list of differences of the two versions. */
  readonly difference: number;
  readonly choice: SettlementChoice;
}

/** Table `settlements`. */
export function settlementsTable(database: Database) {
  const insert = database.prepare<[number, number, SettlementChoice]>(
    'INSERT INTO settlements (transaction_key, difference, choice) VALUES (?, ?, ?)',
  );
  const ofReading = database.prepare<[number], Settlement>(
    `SELECT transaction_key AS "transaction", difference, choice
     FROM settlements JOIN transactions USING (transaction_key)
     WHERE reading_key = ? ORDER BY transaction_key`,
  );
  return {
    insert({ transaction, difference, choice }: Settlement): void {
      insert.run(transaction, difference, choice);
    },
    /** The earliest first. */
    ofReading: (key: ReadingKey): Settlement[] => ofReading.all(key),
  };
}
