/**
 * A percentage with two decimals as C's printf, and so the reference tools, prints it: a tie goes to
 * the even digit (90.625 becomes 90.62). "-" where it is undefined.
 */
export function percentText(percent: number | null): string {
  if (percent === null) return '-';
  const hundredths = 100 * percent;
  // Only multiples of an eighth can be exact ties, and those are exact here, too.
  const isTie = Number.isInteger(8 * percent) && hundredths % 1 === 0.5;
  const rounded = isTie ? 2 * Math.round(hundredths / 2) : Math.round(hundredths);
  return isTie ? (rounded / 100).toFixed(2) : percent.toFixed(2);
}
