import { createRandom } from '../random.ts';

/** Positions in two disjoint parts, ascending; together they are all positions. */
export interface Split {
  readonly kept: Uint32Array;
  readonly taken: Uint32Array;
}

/**
 * Takes of every class a part at random: `share(classIndex)` of its members, rounded. The same seed
 * takes the same, whatever else is drawn elsewhere; members of one patient may land in both parts.
 */
export function stratifiedSplit(
  memberClass: Uint8Array,
  share: (classIndex: number) => number,
  seed: number,
): Split {
  const random = createRandom(seed);
  const members = new Map<number, number[]>();
  memberClass.forEach((own, position) => {
    const list = members.get(own);
    if (list === undefined) members.set(own, [position]);
    else list.push(position);
  });
  const isTaken = new Uint8Array(memberClass.length);
  for (const [own, list] of [...members].sort(([a], [b]) => a - b)) {
    random.shuffle(list);
    for (const position of list.slice(0, Math.round(list.length * share(own)))) {
      isTaken[position] = 1;
    }
  }
  const where = (value: number): Uint32Array =>
    Uint32Array.from([...memberClass.keys()].filter((position) => isTaken[position] === value));
  return { kept: where(0), taken: where(1) };
}
