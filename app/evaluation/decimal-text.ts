/**
 * A number with so many decimals as C's printf, and so the reference tools, prints it: where
 * JavaScript rounds a tie up, C goes to the even digit (90.625 becomes 90.62).
 */
export function decimalText(value: number, decimals: number): string {
  // Only an odd multiple of 1 / 2^(decimals + 1) can be an exact tie, and it is exact here, too.
  const halves = value * 2 ** (decimals + 1);
  if (!Number.isInteger(halves) || halves % 2 === 0) return value.toFixed(decimals);
  const scale = 10 ** decimals;
  return ((2 * Math.round((value * scale) / 2)) / scale).toFixed(decimals);
}

/** A percentage with two decimals; "-" where it is undefined. */
export function percentText(percent: number | null): string {
  return percent === null ? '-' : decimalText(percent, 2);
}
