import type { EditKind, TransactionKind } from '../domain/annotation-log.ts';
import type { BeatClass } from '../domain/beat-class.ts';

/** An entry of the edit log as far as it says who judged a beat's class. */
export interface JudgementEntry {
  readonly seq: number;
  readonly beatId: number;
  readonly transactionKind: TransactionKind;
  readonly editKind: EditKind;
  readonly oldClass: BeatClass | null;
  readonly oldReader: string | null;
  readonly newClass: BeatClass | null;
  readonly newReader: string | null;
}

/** What each reader last said of a beat. */
export type Judgements = ReadonlyMap<string, BeatClass>;

/** In words, as training sets keep it. */
export const AGREEMENT_RULE =
  'A beat has the class that an adjudicator gave it, and counts as 1; else the class that was given last, and it counts with the share of its readers who last gave it that class: 1 where all agree, a half where two differ.';

/**
 * The judgements in force of every beat, from the whole log of a recording, the earliest entry first.
 * A reader's later judgement replaces the reader's earlier one; an undone one is no judgement; moving
 * a beat does not judge it.
 */
export function judgementsByBeat(log: Iterable<JudgementEntry>): Map<number, Judgements> {
  const byBeat = new Map<number, Map<string, BeatClass>>();
  for (const entry of log) {
    if (entry.editKind === 'move') continue;
    const judgements = byBeat.get(entry.beatId) ?? new Map<string, BeatClass>();
    byBeat.set(entry.beatId, judgements);
    if (entry.transactionKind === 'undo' && entry.oldReader !== null) {
      judgements.delete(entry.oldReader);
    }
    if (entry.newReader !== null && entry.newClass !== null) {
      judgements.set(entry.newReader, entry.newClass);
    }
  }
  return byBeat;
}

/** Share of a beat's readers who gave it the class that it has; 1 where nobody judged it. */
export function agreement(judgements: Judgements | undefined, beatClass: BeatClass): number {
  if (judgements === undefined || judgements.size === 0) return 1;
  let agreeing = 0;
  for (const own of judgements.values()) if (own === beatClass) agreeing += 1;
  return agreeing / judgements.size;
}
