import { BEAT_CLASSES } from '../domain/beat-class.ts';

/** A disagreement of two models counts as much as this much of uncertainty. */
const DISAGREEMENT = 0.5;
/** A class is at most this much more urgent than the commonest one. */
const RAREST = 10;

const CLASS_COUNT = BEAT_CLASSES.length;

/** The beats of one recording as models see them; all columns are equally long. */
export interface QueueBeats {
  readonly beatId: Uint32Array;
  readonly sample: Uint32Array;
  /** Five probabilities a beat, of any common scale, in BEAT_CLASSES order. */
  readonly probabilities: ArrayLike<number>;
  /** 1 where a reader has judged the beat: there is nothing to gain. */
  readonly judged: Uint8Array;
  /** Class index that another model gives each beat, any other number where it gave none; or null. */
  readonly otherClass: Uint8Array | null;
  /** The group of beats alike that the groups view has a beat in; null: in none. */
  groupOf(beat: number): number | null;
  /** Beats of a group, as the groups view counts them. */
  groupSizeOf(group: number): number;
}

export interface QueueItem {
  /** Position in the columns. */
  readonly beat: number;
  /** What a reader's look at it is expected to gain. */
  readonly score: number;
  readonly reason: string;
  /** Its group; null: in none. */
  readonly group: number | null;
  /** Beats of its group, itself included; 1 for a beat in none. */
  readonly groupSize: number;
}

/**
 * Beats that are asked about or count for their group, at most: the most telling ones. Tens of
 * thousands of sure beats must not outweigh a few unsure ones.
 */
const MOST_CANDIDATES = 2000;

/**
 * What a look is expected to gain: "gain" joins all reasons; "uncertainty" is the margin between the
 * two likeliest classes alone; "group" asks about beats whose class is not that of most beats alike;
 * "models" about beats that two models classify differently.
 */
export const QUEUE_ORDERS = ['gain', 'uncertainty', 'group', 'models'] as const;
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

export interface QueueOptions {
  readonly limit: number;
  readonly order?: QueueOrder;
  /** Beats of rare classes count for more. */
  readonly rareFirst?: boolean;
  /** Only the most telling beat of each group; none of those in no group. */
  readonly onePerGroup?: boolean;
}

/**
 * Orders beats by what a reader's look at them gains. With the order "gain" a beat's own gain is its
 * uncertainty (1 less the margin between its two likeliest classes, more where two models disagree);
 * where rare classes come first, times the urgency of its class: the square root of how much rarer it
 * is than the commonest. The most telling beat of a group stands for it, with the sum of the gains of
 * the group's open beats, as one decision settles them all; the others follow with their own.
 */
export function reviewQueue(
  beats: QueueBeats,
  { limit, order = 'gain', rareFirst = true, onePerGroup = false }: QueueOptions,
): QueueItem[] {
  const urgency = rareFirst ? classUrgency(beats) : BEAT_CLASSES.map(() => 1);
  const usual = order === 'group' ? usualClasses(beats) : null;
  const open = [...beats.beatId.keys()]
    .filter((beat) => beats.judged[beat] !== 1)
    .flatMap((beat) => assess(beats, beat, { order, urgency, usual }) ?? [])
    .toSorted((a, b) => b.gain - a.gain || a.beat - b.beat)
    .slice(0, MOST_CANDIDATES);
  const byGroup = new Map<number | null, Assessed[]>();
  for (const one of open) {
    const members = byGroup.get(one.group);
    if (members === undefined) byGroup.set(one.group, [one]);
    else members.push(one);
  }
  const items: QueueItem[] = [];
  for (const [group, members] of byGroup) {
    if (group === null) {
      if (!onePerGroup) items.push(...members.map((one) => itemOf(one, one.gain, 1)));
      continue;
    }
    const sum = members.reduce((total, { gain }) => total + gain, 0);
    const size = beats.groupSizeOf(group);
    const asked = onePerGroup ? members.slice(0, 1) : members;
    items.push(...asked.map((one, index) => itemOf(one, index === 0 ? sum : one.gain, size)));
  }
  return items.toSorted((a, b) => b.score - a.score || a.beat - b.beat).slice(0, limit);
}

function itemOf({ beat, group, reason }: Assessed, score: number, groupSize: number): QueueItem {
  return { beat, score, reason, group, groupSize };
}

interface Assessed {
  readonly beat: number;
  readonly group: number | null;
  readonly gain: number;
  readonly reason: string;
}

interface Measure {
  readonly order: QueueOrder;
  readonly urgency: readonly number[];
  /** Of each group, the class of most of its beats and their share; null where groups play no part. */
  readonly usual: ReadonlyMap<number, UsualClass> | null;
}

/** Null for a beat that the order does not ask about. */
function assess(beats: QueueBeats, beat: number, measure: Measure): Assessed | null {
  const { order, urgency } = measure;
  const [first, second] = likeliest(beats, beat);
  const total = totalOf(beats, beat);
  const share = (index: number): number =>
    total === 0 ? 0 : (beats.probabilities[beat * CLASS_COUNT + index] ?? 0) / total;
  const percent = (index: number): string => `${Math.round(100 * share(index))} %`;
  const urgent = (gain: number, ...classes: number[]): number =>
    gain * (gain > 0 ? Math.max(...classes.map((index) => urgency[index] ?? 1)) : 1);
  const margin = 1 - (share(first) - share(second));
  const group = beats.groupOf(beat);

  if (order === 'group') {
    const usual = group === null ? undefined : measure.usual?.get(group);
    if (usual === undefined || usual.classIndex === first) return null;
    const { classIndex, share: of } = usual;
    const reason = `${BEAT_CLASSES[first]} among ${Math.round(100 * of)} % ${BEAT_CLASSES[classIndex]}`;
    return { beat, group, gain: urgent(of, first, classIndex), reason };
  }
  const other = beats.otherClass?.[beat];
  const differs =
    order !== 'uncertainty' && other !== undefined && other < CLASS_COUNT && other !== first;
  if (order === 'models' && !differs) return null;
  const uncertainty = margin + (differs ? DISAGREEMENT : 0);
  return {
    beat,
    group,
    gain: urgent(uncertainty, first, differs ? other : second),
    reason: differs
      ? `Models: ${BEAT_CLASSES[first]} and ${BEAT_CLASSES[other]}`
      : `${BEAT_CLASSES[first]} ${percent(first)}, ${BEAT_CLASSES[second]} ${percent(second)}`,
  };
}

interface UsualClass {
  readonly classIndex: number;
  readonly share: number;
}

function usualClasses(beats: QueueBeats): Map<number, UsualClass> {
  const counts = new Map<number, number[]>();
  for (let beat = 0; beat < beats.beatId.length; beat += 1) {
    const group = beats.groupOf(beat);
    if (group === null) continue;
    const ofGroup = counts.get(group) ?? BEAT_CLASSES.map(() => 0);
    const [first] = likeliest(beats, beat);
    ofGroup[first] = (ofGroup[first] ?? 0) + 1;
    counts.set(group, ofGroup);
  }
  return new Map(
    Array.from(counts, ([group, ofGroup]) => {
      const most = Math.max(...ofGroup);
      const all = ofGroup.reduce((sum, count) => sum + count, 0);
      return [group, { classIndex: ofGroup.indexOf(most), share: most / all }];
    }),
  );
}

function likeliest({ probabilities }: QueueBeats, beat: number): [number, number] {
  const order = BEAT_CLASSES.map((_, index) => index).toSorted(
    (a, b) =>
      (probabilities[beat * CLASS_COUNT + b] ?? 0) - (probabilities[beat * CLASS_COUNT + a] ?? 0),
  );
  return [order[0] ?? 0, order[1] ?? 0];
}

function totalOf({ probabilities }: QueueBeats, beat: number): number {
  let total = 0;
  for (let k = 0; k < CLASS_COUNT; k += 1) total += probabilities[beat * CLASS_COUNT + k] ?? 0;
  return total;
}

/** By class index: 1 for the commonest class of the recording, up to `RAREST` for a rare one. */
function classUrgency(beats: QueueBeats): number[] {
  const counts = BEAT_CLASSES.map(() => 0);
  for (let beat = 0; beat < beats.beatId.length; beat += 1) {
    const [first] = likeliest(beats, beat);
    counts[first] = (counts[first] ?? 0) + 1;
  }
  const most = Math.max(1, ...counts);
  return counts.map((count) => Math.min(RAREST, Math.sqrt(most / Math.max(1, count))));
}
