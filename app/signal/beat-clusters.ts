/** Beats that look alike, found without labels. */
export interface BeatClusters {
  /** Cluster of every beat. */
  readonly clusterOf: Uint16Array;
  /** Correlation of every beat with its cluster's mean, -1 to 1. */
  readonly likeness: Float32Array;
  /** Beats per cluster. */
  readonly sizes: Uint32Array;
  /** Unit vectors, one per cluster. */
  readonly means: readonly Float32Array[];
}

/** A beat joins the most similar cluster from this correlation on, and founds its own below. */
const JOIN_LIKENESS = 0.9;
const MOST_CLUSTERS = 40;
/** How many beats a cluster's mean remembers while beats are dealt out. */
const MEMORY_BEATS = 200;
const REFINEMENTS = 2;

/**
 * Leader clustering: each beat in turn joins the cluster that it is most like or leads a new one;
 * then all beats are dealt to the means so found, twice. `beats` are vectors of mean 0 and length 1
 * (`unitVector`), whose products are correlations. Linear in the beats, independent of labels; cf.
 * Lagerholm et al. (IEEE Trans Biomed Eng 2000) for what clusters of beats are good for.
 */
export function clusterBeats(beats: readonly Float32Array[]): BeatClusters {
  let means = leaders(beats);
  for (let round = 0; round < REFINEMENTS; round += 1) {
    const { clusterOf } = deal(beats, means);
    means = meansOf(beats, clusterOf, means.length);
  }
  const { clusterOf, likeness } = deal(beats, means);
  const sizes = new Uint32Array(means.length);
  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] as number) + 1;
  return { clusterOf, likeness, sizes, means };
}

/** Mean 0 and length 1, in place; all zeros where the values are constant. */
export function unitVector(values: Float32Array): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let power = 0;
  for (const value of values) power += (value - mean) ** 2;
  const scale = power > 0 ? 1 / Math.sqrt(power) : 0;
  for (let k = 0; k < values.length; k += 1) values[k] = ((values[k] as number) - mean) * scale;
  return values;
}

export function dotProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += (a[k] as number) * (b[k] as number);
  return sum;
}

function leaders(beats: readonly Float32Array[]): Float32Array[] {
  const sums: Float32Array[] = [];
  const lengths: number[] = [];
  const counts: number[] = [];
  for (const beat of beats) {
    let best = -1;
    let highest = -Infinity;
    sums.forEach((sum, cluster) => {
      const alike = dotProduct(sum, beat) / (lengths[cluster] as number);
      if (alike > highest) {
        highest = alike;
        best = cluster;
      }
    });
    if (best >= 0 && (highest >= JOIN_LIKENESS || sums.length >= MOST_CLUSTERS)) {
      const sum = sums[best] as Float32Array;
      const count = counts[best] as number;
      const fade = count < MEMORY_BEATS ? 1 : (MEMORY_BEATS - 1) / MEMORY_BEATS;
      for (let k = 0; k < sum.length; k += 1) sum[k] = (sum[k] as number) * fade + (beat[k] as number); // prettier-ignore
      counts[best] = count + 1;
      lengths[best] = Math.max(1e-9, Math.sqrt(dotProduct(sum, sum)));
    } else {
      sums.push(beat.slice());
      lengths.push(Math.max(1e-9, Math.sqrt(dotProduct(beat, beat))));
      counts.push(1);
    }
  }
  return sums.map(toUnitLength);
}

function deal(
  beats: readonly Float32Array[],
  means: readonly Float32Array[],
): { clusterOf: Uint16Array; likeness: Float32Array } {
  const clusterOf = new Uint16Array(beats.length);
  const likeness = new Float32Array(beats.length);
  beats.forEach((beat, index) => {
    let highest = -Infinity;
    means.forEach((mean, cluster) => {
      const alike = dotProduct(mean, beat);
      if (alike > highest) {
        highest = alike;
        clusterOf[index] = cluster;
      }
    });
    likeness[index] = highest;
  });
  return { clusterOf, likeness };
}

/** The means of the clusters that have beats. */
function meansOf(
  beats: readonly Float32Array[],
  clusterOf: Uint16Array,
  clusters: number,
): Float32Array[] {
  const sums: (Float32Array | null)[] = Array.from({ length: clusters }, () => null);
  beats.forEach((beat, index) => {
    const cluster = clusterOf[index] as number;
    const sum = (sums[cluster] ??= new Float32Array(beat.length));
    for (let k = 0; k < beat.length; k += 1) sum[k] = (sum[k] as number) + (beat[k] as number);
  });
  return sums.filter((sum) => sum !== null).map(toUnitLength);
}

function toUnitLength(vector: Float32Array): Float32Array {
  const length = Math.max(1e-9, Math.sqrt(dotProduct(vector, vector)));
  return vector.map((value) => value / length);
}
