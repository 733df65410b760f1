import { secondsOfDay } from '../domain/clock-time.ts';
import type { HeartRateTrend } from '../domain/heart-rate.ts';
import type { AnalysedTime } from '../quality/analysed-time.ts';
import { formatTime } from '../text/recording-time.ts';
import type { TrendChart } from './trend-chart.ts';

/** What the curve of a report is drawn from. */
export interface RateChartData {
  readonly heartRate: HeartRateTrend & { readonly samplesPerBin: number };
  readonly time: Pick<AnalysedTime, 'excluded'>;
  readonly recording: {
    readonly sampleRateHz: number;
    readonly sampleCount: number;
    /** Zone-less ISO time; null where the recorder had no clock. */
    readonly startTime: string | null;
  };
}

const TICK_STEPS_S = [60, 300, 600, 1800, 3600, 7200, 10_800, 21_600, 43_200];
const MOST_TICKS = 10;

/** The curve of the heart rate over the recording, with the time that is left out. */
export function rateChart({ heartRate, time, recording }: RateChartData): TrendChart {
  const { sampleRateHz, sampleCount, startTime } = recording;
  const durationS = sampleCount / sampleRateHz;
  const { minBpm: low, maxBpm: high, samplesPerBin } = heartRate;
  const stepS = TICK_STEPS_S.find((step) => durationS / step <= MOST_TICKS) ?? 86_400;
  const offsetS = secondsToFirstTick(startTime, stepS);
  const ticks = [];
  for (let atS = offsetS; atS <= durationS; atS += stepS) {
    const [hours, minutes] = formatTime(atS, 'clock', startTime).replace(/^\+\d+ d /, '').split(':'); // prettier-ignore
    ticks.push({ atS, label: `${hours}:${minutes}` });
  }
  return {
    durationS,
    series: {
      stepS: samplesPerBin / sampleRateHz,
      low,
      mean: low.map((value, bin) => (value + (high[bin] ?? NaN)) / 2),
      high,
    },
    ticks,
    excluded: time.excluded.map(({ startSample, endSample }) => ({
      startS: startSample / sampleRateHz,
      endS: endSample / sampleRateHz,
    })),
  };
}

/** Ticks stand at round times of the clock. */
function secondsToFirstTick(startTime: string | null, stepS: number): number {
  const ofDay = startTime === null ? null : secondsOfDay(startTime);
  return ofDay === null ? 0 : (stepS - (ofDay % stepS)) % stepS;
}
