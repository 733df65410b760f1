import { setImmediate } from 'node:timers/promises';
import { UMAP } from 'umap-js';
import { AppError } from '../../../app/domain/app-error.ts';
import { createRandom } from '../../../app/random.ts';

/** Neighbours that keep together (the default of McInnes, Healy and Melville 2018). */
const NEIGHBOURS = 15;
const FEWEST_BEATS = 10;
/** Steps of the layout between two looks at the signal. */
const STEPS_AT_A_TIME = 10;

export interface EmbeddingMap {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export interface EmbeddingOptions {
  readonly seed: number;
  /** 0..1 */
  onProgress?(fraction: number): void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Lays rows of `length` numbers out in the plane by UMAP, so that alike rows lie together; distances
 * between groups mean little. The same seed gives the same map.
 * @throws AppError `conflict` for fewer than ten rows, `cancelled`
 */
export async function embeddingMap(
  rows: Float32Array,
  length: number,
  options: EmbeddingOptions,
): Promise<EmbeddingMap> {
  const count = rows.length / length;
  if (count < FEWEST_BEATS) {
    throw new AppError('conflict', `A map takes at least ${FEWEST_BEATS} beats.`, {
      remedy: 'Choose a longer recording.',
    });
  }
  const random = createRandom(options.seed);
  const umap = new UMAP({
    nNeighbors: Math.min(NEIGHBOURS, count - 1),
    random: () => random.uniform(),
  });
  const vectors = Array.from({ length: count }, (_, row) => [
    ...rows.subarray(row * length, (row + 1) * length),
  ]);
  const steps = umap.initializeFit(vectors);
  for (let step = 0; step < steps; step += 1) {
    if (step % STEPS_AT_A_TIME === 0) {
      options.onProgress?.(step / steps);
      // Lets messages in, such as a wish to stop.
      await setImmediate();
      if (options.signal?.aborted === true) throw new AppError('cancelled', 'The map was stopped.');
    }
    umap.step();
  }
  const places = umap.getEmbedding();
  return {
    x: Float32Array.from(places, ([x]) => x ?? 0),
    y: Float32Array.from(places, ([, y]) => y ?? 0),
  };
}
