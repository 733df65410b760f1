/** From as many beats on a change is a question first, with its numbers. */
const ASKED_FROM = 20;
/** A larger part of all beats is one, too, in however short a recording. */
const ASKED_ABOVE_SHARE = 0.05;

/**
 * Whether a change of so many beats at once, of so many in all, is asked about before it is made:
 * the same for stretches, selections and groups.
 */
export function asksFirst(beats: number, all: number): boolean {
  return beats > 1 && (beats >= ASKED_FROM || beats > ASKED_ABOVE_SHARE * all);
}
