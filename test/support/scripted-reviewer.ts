import { groupBeats, splitBeats } from '../../app/groups/group-beats.ts';
import type { DetectedRecord } from './detected-record.ts';

/** What a reviewer did, and what of it went to single beats. */
export interface ReviewedRecord {
  readonly wrongBefore: number;
  /** Keys for whole groups: their letter, and Enter where the view asks first. */
  readonly groupKeys: number;
  readonly splitKeys: number;
  /** Beats that needed a key of their own, wrong labels that group keys made included. */
  readonly singleKeys: number;
  readonly wrongAfter: number;
}

/** As the view asks (group-actions.ts). */
const ASKED_FROM = 200;
/** A group with more exceptions than this is worth a split; fewer are labelled one by one. */
const SPLIT_FROM = 6;
/** Nobody splits the same beats more often than that. */
const MOST_SPLITS = 3;

/**
 * A reviewer who knows only two kinds of keys: those for whole groups (letter, split) and a letter for
 * one beat. The reference stands for what a human sees in superimposed beats: the class that most of
 * a group are, and which single beats are not. It never forms a group, and the reviewer does not
 * know before a split whether it will help.
 */
export function reviewByGroups(
  { reader, beats, reference }: DetectedRecord,
  labels: Uint8Array,
): ReviewedRecord {
  const label = Uint8Array.from(labels);
  const isWrong = (beat: number): boolean =>
    reference[beat] !== null && reference[beat] !== label[beat];
  const countWrong = (members: Iterable<number>): number => {
    let wrong = 0;
    for (const beat of members) if (isWrong(beat)) wrong += 1;
    return wrong;
  };
  const all = Array.from(beats.keys());
  const wrongBefore = countWrong(all);
  let groupKeys = 0;
  let splitKeys = 0;
  let singleKeys = 0;

  const review = (members: number[], splits: number): void => {
    const wrong = countWrong(members);
    if (wrong === 0) return;
    const usual = commonest(members, reference);
    const exceptions = members.filter(
      (beat) => reference[beat] !== null && reference[beat] !== usual,
    ).length;
    if (Math.min(wrong, exceptions) >= SPLIT_FROM && splits < MOST_SPLITS) {
      splitKeys += 1;
      const { groupOf, count } = splitBeats(reader, beats, Uint32Array.from(members));
      for (let part = 0; part < count; part += 1) {
        const own = members.filter((_, index) => groupOf[index] === part);
        review(own, splits + 1);
      }
      return;
    }
    const cost = 1 + Number(members.length >= ASKED_FROM);
    // One letter for the group, where it leaves less to do than the labels as they are.
    if (members.length > 1 && exceptions + cost < wrong) {
      groupKeys += cost;
      for (const beat of members) label[beat] = usual;
    }
    for (const beat of members) {
      if (!isWrong(beat)) continue;
      singleKeys += 1;
      label[beat] = reference[beat] ?? 0;
    }
  };
  const { groupOf, count } = groupBeats(reader, beats);
  for (let group = 0; group < count; group += 1) {
    review(
      all.filter((beat) => groupOf[beat] === group),
      0,
    );
  }
  return { wrongBefore, groupKeys, splitKeys, singleKeys, wrongAfter: countWrong(all) };
}

function commonest(members: readonly number[], reference: readonly (number | null)[]): number {
  const counts = [0, 0, 0, 0, 0];
  for (const beat of members) {
    const beatClass = reference[beat] ?? null;
    if (beatClass !== null) counts[beatClass] = (counts[beatClass] ?? 0) + 1;
  }
  return counts.indexOf(Math.max(...counts));
}
