import { BEAT_CLASSES, BEAT_CLASS_NAMES, zeroPerClass } from '../../../app/domain/beat-class.ts';
import type { PerClass } from '../../../app/domain/beat-class.ts';
import { summariseHeartRate } from '../../../app/domain/heart-rate.ts';
import { STRIPS_TEXT } from '../../text/strips.ts';
import type { BeatTable } from './beat-table.ts';

/** What a reader would say about the beats in a window. */
export interface WindowSummary {
  readonly beats: number;
  readonly byClass: PerClass;
  /** Mean heart rate by HEART_RATE_DEFINITION; null without an interval in the window. */
  readonly heartRateBpm: number | null;
}

export function summariseWindow(
  table: BeatTable,
  startSample: number,
  endSample: number,
  sampleRateHz: number,
): WindowSummary {
  const first = table.indexAtOrAfter(startSample);
  const end = table.indexAtOrAfter(endSample);
  const byClass = zeroPerClass();
  for (let row = first; row < end; row += 1) {
    const beatClass = BEAT_CLASSES[table.beatClass[row] ?? -1];
    if (beatClass !== undefined) byClass[beatClass] += 1;
  }
  const { meanBpm } = summariseHeartRate(table.sample.subarray(first, end), sampleRateHz);
  return { beats: end - first, byClass, heartRateBpm: meanBpm };
}

/** "74 beats per minute, 18 beats: 15 normal, 3 ventricular ectopic". */
export function describeWindow(summary: WindowSummary): string {
  const { beats, byClass, heartRateBpm } = summary;
  const classes = BEAT_CLASSES.filter((beatClass) => byClass[beatClass] > 0).map((beatClass) =>
    STRIPS_TEXT.ofClass(byClass[beatClass], BEAT_CLASS_NAMES[beatClass]),
  );
  return STRIPS_TEXT.window(STRIPS_TEXT.heartRate(heartRateBpm), beats, classes);
}
