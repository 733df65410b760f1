const MOST_SEEDS = 20;

/** "1, 2, 5-7" → [1, 2, 5, 6, 7]; null when it is anything else, holds one twice, or too many. */
export function parseSeeds(text: string): number[] | null {
  const seeds: number[] = [];
  for (const part of text.split(',')) {
    const [, first, last] = /^\s*(\d{1,9})\s*(?:[-–]\s*(\d{1,9})\s*)?$/.exec(part) ?? [];
    if (first === undefined) return null;
    const from = Number(first);
    const to = Number(last ?? first);
    if (to < from || to - from >= MOST_SEEDS) return null;
    for (let seed = from; seed <= to; seed += 1) seeds.push(seed);
  }
  const fits = seeds.length <= MOST_SEEDS && new Set(seeds).size === seeds.length;
  return fits ? seeds : null;
}
