import { BEAT_CLASSES, zeroPerClass, type PerClass } from '../domain/beat-class.ts';
import { summariseHeartRate, type HeartRate } from '../domain/heart-rate.ts';
import { spanSamples } from '../domain/regions.ts';
import type { RhythmEvent } from '../rhythm/rhythm-event.ts';
import { countEvents, hourlyTable, type HourlyEvent, type HourRow } from './hourly-table.ts';
import { heartRateVariability, type HeartRateVariability } from './hrv.ts';
import { nnIntervals, type NnLeftOut } from './nn-intervals.ts';
import { rrHistogram, type RrHistogram } from './rr-histogram.ts';
import type { TrendBeats } from './trend-beats.ts';

/** Every figure of the day, each with what it rests on. */
export interface TrendSummary {
  readonly totalSamples: number;
  readonly analysedSamples: number;
  /** Beats in analysed time; those in excluded time count nowhere. */
  readonly beats: number;
  readonly excludedBeats: number;
  readonly byClass: PerClass;
  readonly heartRate: HeartRate;
  readonly rrIntervals: number;
  readonly nnLeftOut: NnLeftOut;
  readonly hrv: HeartRateVariability;
  readonly histogram: RrHistogram;
  readonly events: Readonly<Record<HourlyEvent, number>>;
  readonly hours: readonly HourRow[];
}

export function summariseTrends(
  beats: TrendBeats,
  startTime: string | null,
  events: readonly RhythmEvent[],
): TrendSummary {
  const { sample, sampleRateHz, sampleCount, excluded, gaps } = beats;
  const intervals = nnIntervals(beats);
  const hours = hourlyTable(beats, startTime, events);
  const byClass = zeroPerClass();
  for (const hour of hours) {
    for (const beatClass of BEAT_CLASSES) byClass[beatClass] += hour.byClass[beatClass];
  }
  const analysedBeats = hours.reduce((sum, hour) => sum + hour.beats, 0);
  return {
    totalSamples: sampleCount,
    analysedSamples: sampleCount - spanSamples(excluded),
    beats: analysedBeats,
    excludedBeats: sample.length - analysedBeats,
    byClass,
    heartRate: summariseHeartRate(sample, sampleRateHz, excluded),
    rrIntervals: gaps.reduce((sum, gap) => sum + (gap === 0 ? 1 : 0), 0),
    nnLeftOut: intervals.leftOut,
    hrv: heartRateVariability(intervals),
    histogram: rrHistogram(beats, intervals),
    events: countEvents(events),
    hours,
  };
}
