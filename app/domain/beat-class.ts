/** The five heartbeat classes of ANSI/AAMI EC57, in the order used by every array in Ectopy. */
export const BEAT_CLASSES = ['N', 'S', 'V', 'F', 'Q'] as const;

export type BeatClass = (typeof BEAT_CLASSES)[number];

/** One count (or probability) per class, in words: what a record of five named fields is for. */
export type PerClass = Record<BeatClass, number>;

/** Full names, as a reader says them. */
export const BEAT_CLASS_NAMES: Record<BeatClass, string> = {
  N: 'normal',
  S: 'supraventricular ectopic',
  V: 'ventricular ectopic',
  F: 'fusion',
  Q: 'unclassifiable',
};

export function isBeatClass(name: string): name is BeatClass {
  return (BEAT_CLASSES as readonly string[]).includes(name);
}

/** Position of a class in `BEAT_CLASSES`; the byte stored for it in binary tables. */
export function beatClassIndex(beatClass: BeatClass): number {
  return BEAT_CLASSES.indexOf(beatClass);
}

/** The class at an index; throws RangeError when there is none, since that means corrupt data. */
export function beatClassAt(index: number): BeatClass {
  const beatClass = BEAT_CLASSES[index];
  if (beatClass === undefined) throw new RangeError(`No beat class has index ${index}`);
  return beatClass;
}

export function zeroPerClass(): PerClass {
  return { N: 0, S: 0, V: 0, F: 0, Q: 0 };
}
