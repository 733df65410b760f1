/** Points dealt to clusters. */
export interface Clustering {
  /** Cluster of every point, 0 … `count` - 1; every cluster has points. */
  readonly clusterOf: Uint16Array;
  readonly count: number;
  /** Centres one after the other. */
  readonly centres: Float32Array;
}

export interface ClusteringOptions {
  /** Small clusters to find first. */
  readonly cells: number;
  /** Clusters to be left with, at most unless `kinds` keep more apart. */
  readonly most: number;
  /** Clusters nearer to each other than this become one, however few are left. */
  readonly leastDistance: number;
  /** What is known of some points, 0 for nothing: cells of different kinds never become one. */
  readonly kinds?: Uint8Array | undefined;
}

const REFINEMENTS = 3;
/** Points that first centres are chosen among: all of a short recording, enough of a long one. */
const MOST_CANDIDATES = 20_000;

/**
 * Groups of near points: k-means with many small cells, then the two cells whose union costs least
 * (Ward 1963: the rise of the sum of squares) become one until few are left. Small cells find rare
 * shapes, Ward's rule does not waste groups on single artefacts. Linear in the points, the same for
 * the same points. `points` lie one after the other, `length` numbers each, the most telling first.
 */
export function clusterPoints(
  points: Float32Array,
  length: number,
  options: ClusteringOptions,
): Clustering {
  const count = points.length / length;
  if (count === 0) return { clusterOf: new Uint16Array(), count: 0, centres: new Float32Array() };
  let centres = farApart(points, length, Math.min(options.cells, count));
  for (let round = 0; round < REFINEMENTS; round += 1) {
    centres = centresOf(points, length, nearestCentres(points, length, centres), centres);
  }
  return mergeCells(centres, length, nearestCentres(points, length, centres), options);
}

/**
 * Centres far from each other: by turns the point farthest from all so far, and one in the middle of
 * what is not near any yet, so that neither artefacts nor the usual beats take them all.
 */
function farApart(points: Float32Array, length: number, wanted: number): Float32Array {
  const count = points.length / length;
  const stride = Math.max(1, Math.floor(count / MOST_CANDIDATES));
  const candidates = Math.floor((count - 1) / stride) + 1;
  const distances = new Float32Array(candidates).fill(Infinity);
  const centres = new Float32Array(wanted * length);
  let next = Math.floor(candidates / 2);
  for (let centre = 0; centre < wanted; centre += 1) {
    const from = next * stride * length;
    centres.set(points.subarray(from, from + length), centre * length);
    let total = 0;
    let farthest = -1;
    for (let candidate = 0; candidate < candidates; candidate += 1) {
      const at = candidate * stride * length;
      const own = squaredDistance(points, at, centres, centre * length, length);
      const distance = Math.min(own, distances[candidate] as number);
      distances[candidate] = distance;
      total += distance;
      if (distance > farthest) {
        farthest = distance;
        next = candidate;
      }
    }
    if (centre % 2 === 0) next = halfWay(distances, total, next);
  }
  return centres;
}

/** The candidate at which half of the sum of distances is reached. */
function halfWay(distances: Float32Array, total: number, otherwise: number): number {
  let sum = 0;
  const found = distances.findIndex((distance) => (sum += distance) > total / 2);
  return found < 0 ? otherwise : found;
}

function nearestCentres(points: Float32Array, length: number, centres: Float32Array): Uint16Array {
  const nearest = new Uint16Array(points.length / length);
  for (let point = 0; point < nearest.length; point += 1) {
    const from = point * length;
    let least = Infinity;
    for (let centre = 0; centre < centres.length; centre += length) {
      // Most centres are out of the question after the first, largest coordinates.
      let sum = 0;
      for (let k = 0; k < length && sum < least; k += 1) {
        const difference = (points[from + k] as number) - (centres[centre + k] as number);
        sum += difference * difference;
      }
      if (sum < least) {
        least = sum;
        nearest[point] = centre / length;
      }
    }
  }
  return nearest;
}

/** Means of the cells; one without points stays where it was. */
function centresOf(
  points: Float32Array,
  length: number,
  cellOf: Uint16Array,
  before: Float32Array,
): Float32Array {
  const sums = new Float64Array(before.length);
  const sizes = sizesOf(cellOf, before.length / length);
  cellOf.forEach((cell, point) => {
    for (let k = 0; k < length; k += 1) {
      const at = cell * length + k;
      sums[at] = (sums[at] as number) + (points[point * length + k] as number);
    }
  });
  return Float32Array.from(sums, (sum, at) => {
    const size = sizes[Math.floor(at / length)] as number;
    return size === 0 ? (before[at] as number) : sum / size;
  });
}

/** A cluster while clusters become one. */
interface Merging {
  size: number;
  readonly centre: Float32Array;
  readonly cells: number[];
  readonly kind: number;
}

function mergeCells(
  centres: Float32Array,
  length: number,
  cellOf: Uint16Array,
  { most, leastDistance, kinds }: ClusteringOptions,
): Clustering {
  const sizes = sizesOf(cellOf, centres.length / length);
  const kindOf = commonestKinds(cellOf, sizes.length, kinds);
  const left: Merging[] = [];
  sizes.forEach((size, cell) => {
    const centre = centres.slice(cell * length, (cell + 1) * length);
    if (size > 0) left.push({ size, centre, cells: [cell], kind: kindOf[cell] as number });
  });
  for (;;) {
    const pair = cheapestPair(left, leastDistance);
    if (pair === null || (left.length <= most && !pair.near)) break;
    const [a, b] = [left[pair.first] as Merging, left[pair.second] as Merging];
    const size = a.size + b.size;
    const centre = a.centre.map((value, k) => (value * a.size + (b.centre[k] as number) * b.size) / size); // prettier-ignore
    left[pair.first] = { size, centre, cells: [...a.cells, ...b.cells], kind: a.kind || b.kind };
    left.splice(pair.second, 1);
  }
  const clusterOfCell = new Uint16Array(sizes.length);
  const merged = new Float32Array(left.length * length);
  left.forEach(({ cells, centre }, cluster) => {
    for (const cell of cells) clusterOfCell[cell] = cluster;
    merged.set(centre, cluster * length);
  });
  return {
    clusterOf: cellOf.map((cell) => clusterOfCell[cell] as number),
    count: left.length,
    centres: merged,
  };
}

/** The two whose union costs least; those that are near come before all others. */
function cheapestPair(
  left: readonly Merging[],
  leastDistance: number,
): { first: number; second: number; near: boolean } | null {
  let best: { first: number; second: number; near: boolean } | null = null;
  let least = Infinity;
  for (let first = 0; first < left.length; first += 1) {
    for (let second = first + 1; second < left.length; second += 1) {
      const [a, b] = [left[first] as Merging, left[second] as Merging];
      if (a.kind !== 0 && b.kind !== 0 && a.kind !== b.kind) continue;
      const distance = squaredDistance(a.centre, 0, b.centre, 0, a.centre.length);
      const near = distance < leastDistance * leastDistance;
      if (best?.near === true && !near) continue;
      const cost = near ? distance : (distance * a.size * b.size) / (a.size + b.size);
      if (cost < least || (near && best?.near !== true)) {
        least = cost;
        best = { first, second, near };
      }
    }
  }
  return best;
}

/** The kind that most known points of a cell are of; 0 where none is known. */
function commonestKinds(
  cellOf: Uint16Array,
  cells: number,
  kinds: Uint8Array | undefined,
): Uint8Array {
  const commonest = new Uint8Array(cells);
  if (kinds === undefined) return commonest;
  const counts = new Uint32Array(cells * 256);
  cellOf.forEach((cell, point) => {
    const kind = kinds[point] ?? 0;
    if (kind === 0) return;
    const at = cell * 256 + kind;
    counts[at] = (counts[at] as number) + 1;
    if (counts[at] > (counts[cell * 256 + (commonest[cell] as number)] as number)) {
      commonest[cell] = kind;
    }
  });
  return commonest;
}

function sizesOf(clusterOf: Uint16Array, clusters: number): Uint32Array {
  const sizes = new Uint32Array(clusters);
  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] as number) + 1;
  return sizes;
}

function squaredDistance(
  a: Float32Array,
  fromA: number,
  b: Float32Array,
  fromB: number,
  length: number,
): number {
  let sum = 0;
  for (let k = 0; k < length; k += 1) {
    const difference = (a[fromA + k] as number) - (b[fromB + k] as number);
    sum += difference * difference;
  }
  return sum;
}
