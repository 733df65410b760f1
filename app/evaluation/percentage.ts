/** 100 * part / whole, or null when there is nothing to divide by: undefined is neither 0 nor 100. */
export function percentage(part: number, whole: number): number | null {
  return whole > 0 ? (100 * part) / whole : null;
}
