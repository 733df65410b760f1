import { publishedTestShare } from '../../../app/learning/published-csv.ts';
import { stratifiedSplit } from '../../../app/learning/stratified-split.ts';

/** The split is the same for all seeds, as that of the published files is. */
const SPLIT_SEED = 1;
const VALIDATION_SHARE = 0.1;

/** Positions of beats to learn from, to choose the epoch by, and to test on. */
export interface BeatSplit {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** At random in the proportions of the published files; a tenth of the training part validates. */
export function splitAtRandom(beatClass: Uint8Array): BeatSplit {
  const { kept, taken: test } = stratifiedSplit(beatClass, publishedTestShare, SPLIT_SEED);
  return { ...withValidation(beatClass, kept), test };
}

/** Takes a stratified tenth of the beats at `positions` away to validate on. */
export function withValidation(
  beatClass: Uint8Array,
  positions: Uint32Array,
): Pick<BeatSplit, 'training' | 'validation'> {
  const own = Uint8Array.from(positions, (beat) => beatClass[beat] as number);
  const { kept, taken } = stratifiedSplit(own, () => VALIDATION_SHARE, SPLIT_SEED);
  const beatsAt = (places: Uint32Array): Uint32Array =>
    places.map((place) => positions[place] as number);
  return { training: beatsAt(kept), validation: beatsAt(taken) };
}

/** @throws RangeError when two parts share a beat */
export function assertDisjoint({ training, validation, test }: BeatSplit): void {
  const seen = new Set<number>();
  for (const part of [training, validation, test]) {
    for (const beat of part) {
      if (seen.has(beat)) throw new RangeError(`Beat ${beat} lies in two parts of the split`);
      seen.add(beat);
    }
  }
}
