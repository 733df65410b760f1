import { secondsOfDay } from '../domain/clock-time.ts';

const HOUR_S = 3600;

/** How the rows of an hourly table are cut; printed beside it. */
export const CLOCK_HOURS_DEFINITION =
  'Rows begin at full hours of the clock, the first one at the start of the recording. Without a ' +
  'start time they are hours since the start.';

/**
 * Samples at which the hours of a recording begin, its start first and its end last: full hours of
 * the clock where the start time is known, or else of the recording.
 */
export function hourEdges(
  startTime: string | null,
  sampleRateHz: number,
  sampleCount: number,
): number[] {
  const startS = (startTime === null ? null : secondsOfDay(startTime)) ?? 0;
  const durationS = sampleCount / sampleRateHz;
  const edges = [0];
  for (let hour = Math.floor(startS / HOUR_S) + 1; hour * HOUR_S - startS < durationS; hour += 1) {
    const sample = Math.round((hour * HOUR_S - startS) * sampleRateHz);
    if (sample > 0 && sample < sampleCount) edges.push(sample);
  }
  return [...edges, sampleCount];
}
