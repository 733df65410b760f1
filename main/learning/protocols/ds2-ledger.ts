import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { AppError } from '../../../app/domain/app-error.ts';

/** Lies in the output folder itself: all protocols that open DS2 share it. */
const FILE_NAME = 'ds2-ledger.json';

const entrySchema = v.object({
  /** Hash of everything that decided the training and the testing. */
  configuration: v.string(),
  protocol: v.string(),
  contender: v.string(),
  openedAt: v.string(),
  /** Figures that came out, by name; empty until the test is done. */
  result: v.record(v.string(), v.nullable(v.number())),
});
export type LedgerEntry = v.InferOutput<typeof entrySchema>;

const ledgerSchema = v.object({ version: v.literal(1), entries: v.array(entrySchema) });

/**
 * Who has looked at DS2, when, and what came out. DS2 chooses nothing: a configuration is entered
 * before its test, stays for good, and the number of entries is printed with every result, so that
 * trying until it fits shows. The same configuration again is no new entry.
 */
export class Ds2Ledger {
  readonly #file: string;

  constructor(outFolder: string) {
    this.#file = join(outFolder, FILE_NAME);
  }

  /** @throws AppError file-malformed when the ledger is there but cannot be read */
  get entries(): readonly LedgerEntry[] {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch {
      return [];
    }
    try {
      return v.parse(ledgerSchema, JSON.parse(text)).entries;
    } catch (error) {
      throw new AppError('file-malformed', 'The ledger of who opened DS2 cannot be read.', {
        file: this.#file,
        remedy: 'Restore it from a backup, or choose another output folder and say so.',
        cause: error,
      });
    }
  }

  /** Enters a configuration, unless it is there, before DS2 is read. Returns its hash. */
  open(protocol: string, contender: string, configuration: unknown): string {
    const hash = createHash('sha256').update(JSON.stringify(configuration)).digest('hex');
    const { entries } = this;
    if (!entries.some((entry) => entry.configuration === hash && entry.protocol === protocol)) {
      const openedAt = new Date().toISOString();
      this.#write([...entries, { configuration: hash, protocol, contender, openedAt, result: {} }]);
    }
    return hash;
  }

  close(protocol: string, configuration: string, result: LedgerEntry['result']): void {
    this.#write(
      this.entries.map((entry) =>
        entry.configuration === configuration && entry.protocol === protocol
          ? { ...entry, result }
          : entry,
      ),
    );
  }

  #write(entries: readonly LedgerEntry[]): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, `${JSON.stringify({ version: 1, entries }, null, 2)}\n`);
  }
}
