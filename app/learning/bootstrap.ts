import { createRandom } from '../random.ts';
import type { Confusion } from './evaluation.ts';

/** A figure with its spread over seeds and its interval of 95 % over clusters; parts of 1. */
export interface FigureOverSeeds {
  readonly value: number | null;
  readonly spread: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface BootstrapOptions {
  readonly resamples?: number;
  readonly seed?: number;
}

const RESAMPLES = 1000;
/** Fewer clusters than this say nothing about how clusters differ. */
const FEWEST_CLUSTERS = 5;

/**
 * Figures of confusion matrices: their mean and standard deviation over seeds, and a percentile
 * interval from drawing clusters (patients) with repetition. Beats of one patient are alike, so that
 * drawing beats would give intervals far too narrow. All seeds share the drawn clusters.
 *
 * `bySeed[seed][cluster]` is a confusion matrix; `statistics` gives the figures of a pooled one.
 */
export function figuresOverSeeds(
  bySeed: readonly (readonly Confusion[])[],
  statistics: (confusion: Confusion) => readonly (number | null)[],
  { resamples = RESAMPLES, seed = 1 }: BootstrapOptions = {},
): FigureOverSeeds[] {
  const clusters = bySeed[0]?.length ?? 0;
  const once = new Uint16Array(clusters).fill(1);
  const observed = bySeed.map((matrices) => statistics(pooled(matrices, once)));
  const figures = observed[0]?.length ?? 0;
  const drawn: number[][] = Array.from({ length: figures }, () => []);
  if (clusters >= FEWEST_CLUSTERS) {
    const random = createRandom(seed);
    for (let resample = 0; resample < resamples; resample += 1) {
      const times = new Uint16Array(clusters);
      for (let k = 0; k < clusters; k += 1) {
        const cluster = random.integer(clusters);
        times[cluster] = (times[cluster] as number) + 1;
      }
      const again = bySeed.map((matrices) => statistics(pooled(matrices, times)));
      drawn.forEach((list, figure) => {
        const mean = meanOf(again.map((values) => values[figure] ?? null));
        if (mean !== null) list.push(mean);
      });
    }
  }
  return drawn.map((list, figure) => {
    const values = observed.map((of) => of[figure] ?? null);
    return { value: meanOf(values), spread: spreadOf(values), ...intervalOf(list) };
  });
}

/** A figure of which no interval is known: mean and standard deviation over seeds. */
export function figureWithoutInterval(values: readonly (number | null)[]): FigureOverSeeds {
  return { value: meanOf(values), spread: spreadOf(values), low: null, high: null };
}

function pooled(matrices: readonly Confusion[], times: Uint16Array): Confusion {
  const size = matrices[0]?.length ?? 0;
  const sum: Confusion = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  matrices.forEach((matrix, cluster) => {
    const factor = times[cluster] as number;
    if (factor === 0) return;
    matrix.forEach((row, reference) => {
      const into = sum[reference] as number[];
      row.forEach((count, predicted) => {
        into[predicted] = (into[predicted] as number) + factor * count;
      });
    });
  });
  return sum;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Standard deviation (n - 1); null below two values. */
function spreadOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  const mean = meanOf(known);
  if (mean === null || known.length < 2) return null;
  return Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1));
}

/** The middle 95 %. */
function intervalOf(values: readonly number[]): { low: number | null; high: number | null } {
  if (values.length < 2) return { low: null, high: null };
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] as number;
  return { low: at(0.025), high: at(0.975) };
}
