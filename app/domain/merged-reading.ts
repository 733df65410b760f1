import type { LogEntry } from './annotation-log.ts';
import { applyEntries, isEdited } from './annotation-log.ts';
import type { BeatMark, Reading } from './reading.ts';
import { createReading, setBeatMark } from './reading.ts';
import type { ReadingKind } from './reading-kind.ts';

/** Two beats nearer than this, s, are one beat seen twice: the match window of ANSI/AAMI EC57. */
const SAME_BEAT_S = 0.15;

/** The log of one reading, the earliest entry first; `seq` counts along all logs. */
export interface ReadingLog {
  readonly kind: ReadingKind;
  readonly entries: readonly (LogEntry & { readonly seq: number })[];
}

export interface MergedReading {
  readonly reading: Reading;
  /** Beats whose mark an adjudicator left or confirmed. */
  readonly adjudicated: ReadonlySet<number>;
}

/**
 * All readings of a recording as one, for whoever learns from it: what the latest adjudication says of
 * a beat, else what a reader said of it last. An edit that was taken back says nothing. A beat that two
 * readers inserted is there once, where the later of them put it.
 */
export function mergeReadings(
  detected: Uint32Array,
  { sampleCount, sampleRateHz }: { readonly sampleCount: number; readonly sampleRateHz: number },
  logs: readonly ReadingLog[],
): MergedReading {
  const latest = new Map<number, { readonly mark: BeatMark; readonly seq: number }>();
  const adjudication = logs.findLast(
    ({ kind, entries }) => kind === 'adjudicated' && entries.length > 0,
  );
  for (const log of logs) {
    if (log.kind === 'adjudicated') continue;
    for (const [beatId, found] of touchedBeats(detected, sampleCount, log)) {
      if (found.seq > (latest.get(beatId)?.seq ?? 0)) latest.set(beatId, found);
    }
  }
  const adjudicated = new Set<number>();
  if (adjudication !== undefined) {
    for (const [beatId, { mark }] of touchedBeats(detected, sampleCount, adjudication)) {
      latest.set(beatId, { mark, seq: Infinity });
      adjudicated.add(beatId);
    }
  }
  dropTwins(latest, detected.length, SAME_BEAT_S * sampleRateHz);
  const reading = createReading(detected, sampleCount);
  for (const [beatId, { mark }] of latest) setBeatMark(reading, beatId, mark);
  return { reading, adjudicated };
}

/** The beats that a log leaves changed, with the number of the last edit of each. */
function touchedBeats(
  detected: Uint32Array,
  sampleCount: number,
  { entries }: ReadingLog,
): Map<number, { mark: BeatMark; seq: number }> {
  const reading = createReading(detected, sampleCount);
  applyEntries(reading, entries);
  const lastSeq = new Map(entries.map(({ beatId, seq }) => [beatId, seq]));
  const touched = new Map<number, { mark: BeatMark; seq: number }>();
  for (const [beatId, mark] of reading.marks) {
    if (!isEdited(reading, beatId, mark)) continue;
    touched.set(beatId, { mark, seq: lastSeq.get(beatId) ?? 0 });
  }
  return touched;
}

/** Of inserted beats that lie too near each other to be two, keeps the one that was edited last. */
function dropTwins(
  latest: Map<number, { readonly mark: BeatMark; readonly seq: number }>,
  detectedCount: number,
  nearestSamples: number,
): void {
  const inserted = [...latest]
    .filter(([beatId, { mark }]) => beatId > detectedCount && !mark.deleted)
    .toSorted(([, a], [, b]) => a.mark.sample - b.mark.sample);
  let kept: (typeof inserted)[number] | undefined;
  for (const beat of inserted) {
    const [beatId, { mark, seq }] = beat;
    if (kept === undefined || mark.sample - kept[1].mark.sample > nearestSamples) kept = beat;
    else if (seq < kept[1].seq) latest.delete(beatId);
    else {
      latest.delete(kept[0]);
      kept = beat;
    }
  }
}
