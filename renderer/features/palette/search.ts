import uFuzzy from '@leeoniya/ufuzzy';
import type { PaletteItem } from './palette.svelte.ts';

/** Words may come in any order, up to this many of them: each order is tried. */
const MOST_WORDS = 4;
/** More than a list that is read, fewer than would be slow to draw. */
const MOST_SHOWN = 60;

/** Letters of any script; between two letters of the search one may have been left out. */
const fuzzy = new uFuzzy({ unicode: true, intraIns: 1, interSplit: "[^\\p{L}\\d']+" });

/** The items that fit a search, the best first; all of them, as they come, for an empty one. */
export function searchItems(items: readonly PaletteItem[], text: string): PaletteItem[] {
  const wanted = text.trim();
  if (wanted === '') return items.slice(0, MOST_SHOWN);
  const haystack = items.map((item) => `${item.text} ${item.kind}`);
  const [found, info, order] = fuzzy.search(haystack, wanted, MOST_WORDS);
  if (found === null) return [];
  const ranked = info === null ? found : order.map((at) => info.idx[at] ?? -1);
  return ranked.slice(0, MOST_SHOWN).flatMap((index) => items[index] ?? []);
}
