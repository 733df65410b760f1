import { decodeBeatColumns } from '../../../app/contract/beat-columns.ts';
import type { Comparison } from '../../../app/contract/schemas.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call, fetchBinary } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';
import type { BeatList } from './beat-list.svelte.ts';
import { BeatTable } from './beat-table.ts';
import {
  findDifferences,
  isOfCell,
  MATCH_WINDOW_S,
  type Difference,
  type DifferenceCell,
} from './reference-differences.ts';

/** After an edit the statistics are asked for again, but not for every key of a quick reader. */
const COMPARE_DELAY_MS = 600;

/** Another reading of the same recording, from an annotation file beside it; only ever shown. */
export class ReferenceReading {
  /** Names of the annotation files found beside the recording. */
  available = $state.raw<readonly string[]>([]);
  annotator = $state<string | null>(null);
  loading = $state(false);
  beats = $state.raw<BeatTable | null>(null);
  /** EC57 statistics of the current reading against this one; null until they are there. */
  comparison = $state.raw<Comparison | null>(null);
  problem = $state.raw<AppError | null>(null);

  /** Where the readings differ, as of the labels on screen. */
  readonly differences: readonly Difference[] = $derived.by(() => {
    if (this.beats === null) return [];
    const window = Math.round(MATCH_WINDOW_S * this.#sampleRateHz);
    return findDifferences(this.beats.columns(), this.#reading.table.columns(), window);
  });

  readonly differenceSamples: readonly number[] = $derived(
    this.differences.map(({ sample }) => sample),
  );

  readonly #recordingId: string;
  readonly #sampleRateHz: number;
  readonly #reading: BeatList;
  #timer = 0;

  constructor(recordingId: string, sampleRateHz: number, reading: BeatList) {
    this.#recordingId = recordingId;
    this.#sampleRateHz = sampleRateHz;
    this.#reading = reading;
  }

  /** Reads the annotation file into the library if need be, and shows it. */
  async show(annotator: string, alreadyLoaded: boolean): Promise<void> {
    this.loading = true;
    this.problem = null;
    const recordingId = this.#recordingId;
    try {
      if (!alreadyLoaded) await call('references:load', { recordingId, annotator });
      const bytes = await fetchBinary('reference', { recordingId, annotator });
      this.beats = new BeatTable(decodeBeatColumns(bytes));
      this.annotator = annotator;
      await this.#compare();
    } catch (error) {
      this.problem = asAppError(error);
    } finally {
      this.loading = false;
    }
  }

  hide(): void {
    window.clearTimeout(this.#timer);
    this.annotator = null;
    this.beats = null;
    this.comparison = null;
  }

  /** The reading changed: bring the statistics up to date soon. */
  readingChanged(): void {
    window.clearTimeout(this.#timer);
    if (this.annotator === null) return;
    this.#timer = window.setTimeout(() => {
      void this.#compare();
    }, COMPARE_DELAY_MS);
  }

  /**
   * The first difference after a sample, or the last one before it, of one kind if a cell is given;
   * null when there is none.
   */
  differenceFrom(sample: number, direction: 1 | -1, cell?: DifferenceCell): number | null {
    const differences =
      cell === undefined
        ? this.differences
        : this.differences.filter((difference) => isOfCell(difference, cell));
    const found =
      direction === 1
        ? differences.find((difference) => difference.sample > sample)
        : differences.findLast((difference) => difference.sample < sample);
    return found?.sample ?? null;
  }

  async #compare(): Promise<void> {
    const { annotator } = this;
    if (annotator === null) return;
    try {
      const recordingId = this.#recordingId;
      this.comparison = await call('references:compare', { recordingId, annotator });
    } catch (error) {
      this.comparison = null;
      this.problem = asAppError(error);
    }
  }
}
