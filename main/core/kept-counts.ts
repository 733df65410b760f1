import { isEdited, shownBeat } from '../../app/domain/annotation-log.ts';
import { beatMark } from '../../app/domain/reading.ts';
import { isInside, type Span } from '../../app/domain/regions.ts';
import type { CurrentReading } from '../store/queries/current-readings.ts';
import type { Store } from '../store/store.ts';
import { analysedTimeOf } from './analysed-time.ts';
import { countReading } from './beat-table.ts';
import { modelClassOf } from './open-reading.ts';
import type { OpenReading } from './open-reading.ts';
import { ReadingMemory } from './reading-memory.ts';

type Counts = { -readonly [Name in keyof CurrentReading]: CurrentReading[Name] };
type Counted = Pick<OpenReading, 'recording' | 'reading' | 'predictions'>;

/** Changes in place with every edit: a day whose every beat was touched takes 10 ms to count. */
const counts = new ReadingMemory<Counts>();

/** Above this, counting all beats costs no more than following those that change. */
const MOST_FOLLOWED = 10_000;

/** The counts that the library shows are those of the reading that is open: brings them up to date. */
export function keepCounts(store: Store, { recording, reading, predictions }: Counted): void {
  const time = analysedTimeOf(store, recording, reading);
  const counted = counts.recall(reading, [predictions, time], () =>
    countReading(reading, predictions, time),
  );
  // A blinded reading's model is not the one in use.
  const modelId = store.currentReadings.read(recording.key)?.modelId ?? null;
  store.currentReadings.write(recording.key, { ...counted, modelId });
}

/** Makes a change of these beats, and follows it in what was counted. */
export function changeCounted(
  store: Store,
  open: Counted,
  beatIds: ReadonlySet<number>,
  change: () => void,
): void {
  const { recording, reading } = open;
  if (beatIds.size > MOST_FOLLOWED || counts.known(reading) === null) {
    counts.forget(reading);
    change();
    return;
  }
  const { excluded } = analysedTimeOf(store, recording, reading);
  for (const beatId of beatIds) tally(open, excluded, beatId, -1);
  change();
  for (const beatId of beatIds) tally(open, excluded, beatId, 1);
}

/** Takes a beat as it stands into the counts, or out of them. */
function tally(
  { reading, predictions }: Counted,
  excluded: readonly Span[],
  beatId: number,
  by: 1 | -1,
): void {
  const counted = counts.known(reading);
  const mark = beatMark(reading, beatId);
  const shown = shownBeat(mark, modelClassOf(predictions, beatId));
  if (counted === null || mark === null || shown === null) return;
  if (isInside(excluded, shown.sample)) counted.excludedBeats += by;
  else {
    counted.byClass[shown.beatClass] += by;
    counted.beatCount += by;
    if (isEdited(reading, beatId, mark)) counted.editedCount += by;
  }
}
