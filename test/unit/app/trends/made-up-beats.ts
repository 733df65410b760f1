import type { Span } from '../../../../app/domain/regions.ts';
import { trendBeats, type TrendBeats } from '../../../../app/trends/trend-beats.ts';

export const RATE_HZ = 250;

/** Beats at times, in seconds; all N but where `beatClass` says otherwise. */
export function beatsAt(
  timesS: readonly number[],
  beatClass: (beat: number) => number = () => 0,
  excluded: readonly Span[] = [],
  sampleRateHz = RATE_HZ,
): TrendBeats {
  const sample = Uint32Array.from(timesS, (timeS) => Math.floor(sampleRateHz * timeS + 0.5));
  return trendBeats({
    sample,
    beatClass: Uint8Array.from(timesS, (_, beat) => beatClass(beat)),
    sampleRateHz,
    sampleCount: (sample.at(-1) ?? 0) + 1,
    excluded,
  });
}

/** Times of beats of which each follows after `intervalS` at the time of the one before. */
export function beatTimes(durationS: number, intervalS: (timeS: number) => number): number[] {
  const times: number[] = [];
  for (let timeS = 0.5; timeS < durationS; timeS += intervalS(timeS)) times.push(timeS);
  return times;
}

export function wave(timeS: number, hz: number, amplitude: number): number {
  return amplitude * Math.sin(2 * Math.PI * hz * timeS);
}
