/** Moves positions down just far enough to be `gap` apart, keeping their order. */
export function spreadOut(positions: readonly number[], gap: number): number[] {
  const order = positions.map((_position, index) => index);
  order.sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  const spread = [...positions];
  let lowest = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    lowest = Math.max(positions[index] ?? 0, lowest + gap);
    spread[index] = lowest;
  }
  return spread;
}
