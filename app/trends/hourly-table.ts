import { BEAT_CLASSES, zeroPerClass, type PerClass } from '../domain/beat-class.ts';
import { summariseHeartRateBetween, type HeartRate } from '../domain/heart-rate.ts';
import { intersectSpans, isInside, spanSamples } from '../domain/regions.ts';
import type { RhythmEvent, RhythmEventKind } from '../rhythm/rhythm-event.ts';
import { hourEdges } from './clock-hours.ts';
import type { TrendBeats } from './trend-beats.ts';

/** Events that the hourly table counts, by the hour in which they begin. */
export const HOURLY_EVENTS = {
  pauses: ['pause'],
  ventricularCouplets: ['ventricular-couplet'],
  ventricularRuns: ['ventricular-triplet', 'ventricular-run'],
  supraventricularCouplets: ['supraventricular-couplet'],
  supraventricularRuns: ['supraventricular-triplet', 'supraventricular-run'],
} as const satisfies Record<string, readonly RhythmEventKind[]>;

export type HourlyEvent = keyof typeof HOURLY_EVENTS;
export const HOURLY_EVENT_NAMES = Object.keys(HOURLY_EVENTS) as HourlyEvent[];

/** One hour of the recording, and what was found in its analysed time. */
export interface HourRow {
  readonly startSample: number;
  readonly endSample: number;
  readonly analysedSamples: number;
  readonly beats: number;
  readonly byClass: PerClass;
  readonly heartRate: HeartRate;
  readonly events: Readonly<Record<HourlyEvent, number>>;
}

/** `events`: those of the recording that are to count. */
export function hourlyTable(
  beats: TrendBeats,
  startTime: string | null,
  events: readonly RhythmEvent[],
): HourRow[] {
  const { sample, sampleRateHz, sampleCount, excluded } = beats;
  const edges = hourEdges(startTime, sampleRateHz, sampleCount);
  const rates = summariseHeartRateBetween(sample, sampleRateHz, edges, excluded);
  const classes = classesBetween(beats, edges);
  return rates.map((heartRate, hour) => {
    const span = { startSample: edges[hour] ?? 0, endSample: edges[hour + 1] ?? 0 };
    const inHour = events.filter(
      ({ startSample }) => startSample >= span.startSample && startSample < span.endSample,
    );
    const byClass = classes[hour] ?? zeroPerClass();
    return {
      ...span,
      analysedSamples:
        span.endSample - span.startSample - spanSamples(intersectSpans([span], excluded)),
      beats: BEAT_CLASSES.reduce((sum, beatClass) => sum + byClass[beatClass], 0),
      byClass,
      heartRate,
      events: countEvents(inHour),
    };
  });
}

export function countEvents(events: readonly RhythmEvent[]): Record<HourlyEvent, number> {
  const counts = { ...NO_EVENTS };
  for (const name of HOURLY_EVENT_NAMES) {
    const kinds: readonly RhythmEventKind[] = HOURLY_EVENTS[name];
    counts[name] = events.filter(({ kind }) => kinds.includes(kind)).length;
  }
  return counts;
}

const NO_EVENTS: Readonly<Record<HourlyEvent, number>> = {
  pauses: 0,
  ventricularCouplets: 0,
  ventricularRuns: 0,
  supraventricularCouplets: 0,
  supraventricularRuns: 0,
};

/** Beats in analysed time per stretch between two edges. */
function classesBetween(beats: TrendBeats, edges: readonly number[]): PerClass[] {
  const { sample, beatClass, excluded } = beats;
  const counts = edges.slice(1).map(() => zeroPerClass());
  let hour = 0;
  for (let beat = 0; beat < sample.length; beat += 1) {
    const at = sample[beat] ?? 0;
    while (at >= (edges[hour + 1] ?? Infinity)) hour += 1;
    const name = BEAT_CLASSES[beatClass[beat] ?? -1];
    const row = counts[hour];
    if (name !== undefined && row !== undefined && !isInside(excluded, at)) row[name] += 1;
  }
  return counts;
}
