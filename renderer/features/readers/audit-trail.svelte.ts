import { SvelteMap } from 'svelte/reactivity';
import type { AuditEntry, AuditFilter } from '../../../app/contract/readings.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call } from '../../bridge/bridge.ts';
import { asAppError, problemOf } from '../../bridge/problem.ts';

const PAGE = 200;

/** The audit trail of a recording, read page by page as it is scrolled. */
export class AuditTrail {
  total = $state(0);
  readers = $state.raw<readonly string[]>([]);
  filter = $state.raw<AuditFilter>({ reader: '' });
  problem = $state.raw<AppError | null>(null);
  writtenPath = $state<string | null>(null);
  loaded = $state(false);

  readonly #recordingId: string;
  readonly #pages = new SvelteMap<number, readonly AuditEntry[]>();
  /** By page: asked for. */
  #asked: boolean[] = [];
  /** Counts up when what was read no longer holds; replies to earlier questions are dropped. */
  #generation = $state(0);

  constructor(recordingId: string) {
    this.#recordingId = recordingId;
  }

  /** The entry at a place of the list; null until it is read. */
  entry(index: number): AuditEntry | null {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null;
  }

  /** Asks for the pages of a stretch of the list that are not there yet. */
  want(first: number, end: number): void {
    void this.#generation;
    for (let page = Math.floor(first / PAGE); page * PAGE < end; page++) void this.#read(page);
  }

  choose(filter: AuditFilter): void {
    this.filter = filter;
    this.reload();
  }

  /** Forgets what was read: the trail has grown, or another part of it is wanted. */
  reload(): void {
    this.#generation += 1;
    this.#asked = [];
    this.#pages.clear();
    void this.#read(0);
  }

  async export(): Promise<void> {
    this.problem = await problemOf(async () => {
      const { path: folder } = await call('app:pick-folder', {});
      if (folder === null) return;
      const params = { recordingId: this.#recordingId, ...this.filter, folder };
      this.writtenPath = (await call('readings:export-audit', params)).path;
    });
  }

  async #read(page: number): Promise<void> {
    if (this.#asked[page] === true) return;
    this.#asked[page] = true;
    const generation = this.#generation;
    try {
      const params = { recordingId: this.#recordingId, ...this.filter };
      const reply = await call('readings:audit', { ...params, first: page * PAGE, count: PAGE });
      if (generation !== this.#generation) return;
      this.#pages.set(page, reply.entries);
      this.total = reply.total;
      this.readers = reply.readers;
      this.loaded = true;
    } catch (error) {
      this.#asked[page] = false;
      this.problem = asAppError(error);
    }
  }
}
