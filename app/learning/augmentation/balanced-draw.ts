import type { Random } from '../../random.ts';

/** Beats of a training set, drawn so that every class comes as often as was asked for. */
export interface BalancedDraw {
  /** Positions in the set, in random order; one that is repeated is there more than once. */
  readonly beats: Uint32Array;
  /** 1 where the beat was drawn before: that one is to be augmented. */
  readonly repeated: Uint8Array;
  /** Beats of every class in the set, and as drawn. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * Draws `targets[c]` beats of every class c: a part of a class that has more, all of one that has
 * fewer and evenly so many repetitions. A class without any beat stays without. For training beats
 * only: Kachuee, Fazeli and Sarrafzadeh balanced theirs so (arXiv 1805.00794).
 */
export function balancedDraw(
  beatClass: Uint8Array,
  targets: readonly number[],
  random: Random,
): BalancedDraw {
  const members: number[][] = targets.map(() => []);
  beatClass.forEach((own, beat) => members[own]?.push(beat));
  const drawn: { beat: number; repeated: boolean }[] = [];
  const after = members.map((beats, own) => {
    if (beats.length === 0) return 0;
    random.shuffle(beats);
    const target = targets[own] as number;
    for (let k = 0; k < target; k += 1) {
      drawn.push({ beat: beats[k % beats.length] as number, repeated: k >= beats.length });
    }
    return target;
  });
  random.shuffle(drawn);
  return {
    beats: Uint32Array.from(drawn, ({ beat }) => beat),
    repeated: Uint8Array.from(drawn, ({ repeated }) => Number(repeated)),
    before: members.map((beats) => beats.length),
    after,
  };
}
