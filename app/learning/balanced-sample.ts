import { createRandom } from '../random.ts';

/**
 * Positions of `perClass` members of every class that has any, drawn at random: without repetition
 * as far as they go, and where a class has fewer, all of them and then again at random.
 */
export function balancedSample(
  memberClass: Uint8Array,
  perClass: number,
  seed: number,
): Uint32Array {
  const random = createRandom(seed);
  const taken: number[] = [];
  for (const own of [...new Set(memberClass)].sort()) {
    const members = [...memberClass.keys()].filter((position) => memberClass[position] === own);
    random.shuffle(members);
    for (let k = 0; k < perClass; k += 1) {
      const drawn = k < members.length ? members[k] : members[random.integer(members.length)];
      taken.push(drawn as number);
    }
  }
  return Uint32Array.from(taken);
}
