import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { createRandom } from '../../../app/random.ts';
import { beatGroups } from '../../../app/signal/beat-groups.ts';
import type { BeatCutter } from '../../../app/signal/preparations/index.ts';
import { countClasses } from '../labelled-beats.ts';

/**
 * At most `most` beats, ascending, drawn so that the rare classes are seen: every class gets the same
 * share, and what a small one leaves over goes to the others.
 */
export function sampleByClass(beatClass: Uint8Array, most: number, seed: number): Uint32Array {
  const shares = sharesOf(countClasses(beatClass), most);
  const random = createRandom(seed);
  const drawn: number[] = [];
  BEAT_CLASSES.forEach((_, index) => {
    const beats: number[] = [];
    beatClass.forEach((own, beat) => {
      if (own === index) beats.push(beat);
    });
    random.shuffle(beats);
    drawn.push(...beats.slice(0, shares[index]));
  });
  return Uint32Array.from(drawn).sort();
}

function sharesOf(counts: readonly number[], most: number): number[] {
  const shares = counts.map(() => 0);
  const rarestFirst = [...counts.keys()].sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
  let left = most;
  rarestFirst.forEach((index, position) => {
    const share = Math.floor(left / (counts.length - position));
    shares[index] = Math.min(counts[index] ?? 0, share);
    left -= shares[index] ?? 0;
  });
  return shares;
}

/**
 * The prepared windows of some beats (ascending) of a recording, and of no others: what is held does
 * not grow with the recording.
 */
export async function cutSample(
  cutter: BeatCutter,
  beatCount: number,
  inputLength: number,
  beats: Uint32Array,
  onGroup: (fraction: number) => void | Promise<void>,
): Promise<Float32Array> {
  const windows = new Float32Array(beats.length * inputLength);
  const groups = beatGroups(beatCount);
  let next = 0;
  for (const [position, group] of groups.entries()) {
    await onGroup(position / groups.length);
    const first = next;
    while ((beats[next] ?? Infinity) < group.end) next += 1;
    if (next === first) continue;
    const cut = cutter.cut(group);
    for (let index = first; index < next; index += 1) {
      const start = ((beats[index] as number) - group.first) * inputLength;
      windows.set(cut.subarray(start, start + inputLength), index * inputLength);
    }
  }
  return windows;
}
