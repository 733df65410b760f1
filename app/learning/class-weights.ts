/** Classes rarer than this weigh as if they had so many beats: eight beats cannot teach a class. */
const FEWEST_BEATS = 100;

/**
 * Loss weights against class imbalance: (largest count / count)^power, scaled to a mean of 1.
 * Power 0.5 is the square-root inverse that Ectopy takes for the paper's unnamed alpha, 0 is none.
 */
export function classWeights(counts: readonly number[], power: number): Float32Array {
  const floored = counts.map((count) => Math.max(FEWEST_BEATS, count));
  const largest = Math.max(...floored);
  const raw = floored.map((count) => (largest / count) ** power);
  const mean = raw.reduce((sum, weight) => sum + weight, 0) / raw.length;
  return Float32Array.from(raw, (weight) => weight / mean);
}
