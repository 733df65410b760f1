import type { RecordingTrends } from '../../../app/contract/trends.ts';
import { BEAT_CLASSES, beatClassIndex, zeroPerClass } from '../../../app/domain/beat-class.ts';
import type { BeatClass, PerClass } from '../../../app/domain/beat-class.ts';
import { classCountsPerBin, heartRateTrend } from '../../../app/domain/heart-rate.ts';
import type { Span } from '../../../app/domain/regions.ts';
import { countBinS } from '../../../app/trends/count-bin.ts';
import type { PoincarePlace, PoincarePoints } from '../../../app/trends/poincare.ts';
import { intervalBeforeMs, trendBeats, type TrendBeats } from '../../../app/trends/trend-beats.ts';
import { LONGEST_BIN_MS } from '../../../app/trends/rr-histogram.ts';
import type { DayData, HistogramData, PoincareData, TachogramData } from '../../plot/index.ts';
import { formatCount } from '../../text/format.ts';
import { TRENDS_TEXT } from '../../text/trends.ts';
import type { BeatTable } from '../review/index.ts';

/** Heart-rate bins across the day: about one for every pixel of a wide screen. */
const RATE_BINS = 1200;
/** A shorter bin would often lie between two beats and look like a gap. */
const SHORTEST_RATE_BIN_S = 4;
/** From the bottom of the stack upwards. */
const STACKED_CLASSES = ['V', 'S', 'F'] as const;
/** Ectopic beats are counted by hour, or finer where that would be a handful of bars. */
const HOUR_S = 3600;
const LEAST_COUNT_BINS = 12;
/** Length of the tachogram, around the middle of the strips' window. */
const TACHOGRAM_S = 300;
/** Longer intervals are rare and press all others together: they are shown when asked for. */
export const LONGEST_SHOWN_MS = 2000;

interface Length {
  readonly sampleRateHz: number;
  readonly sampleCount: number;
}

type FormatTime = (seconds: number) => string;

/** The beats as the table has them now. */
export function beatsOf(
  table: BeatTable,
  { sampleRateHz, sampleCount }: Length,
  excluded: readonly Span[],
): TrendBeats {
  const { sample, beatClass } = table.columns();
  return trendBeats({ sample, beatClass, sampleRateHz, sampleCount, excluded });
}

export function dayData(
  beats: TrendBeats,
  { hours, excluded }: RecordingTrends,
  formatTime: FormatTime,
): DayData {
  const { sample, sampleRateHz, sampleCount } = beats;
  const durationS = sampleCount / sampleRateHz;
  const rateBinS = Math.max(SHORTEST_RATE_BIN_S, durationS / RATE_BINS);
  const binS = countBinS(durationS, HOUR_S, LEAST_COUNT_BINS);
  const bars = binS === HOUR_S ? barsOfHours(beats, hours) : barsOf(beats, binS);
  return {
    durationS,
    binS,
    most: bars.edgesS.reduce(
      (most, _, bin) =>
        Math.max(
          most,
          bars.stacks.reduce((sum, { counts }) => sum + (counts[bin] ?? 0), 0),
        ),
      0,
    ),
    ...bars,
    rateBinS,
    ...heartRateTrend(sample, sampleRateHz, sampleCount, rateBinS * sampleRateHz, beats.excluded),
    excluded: excluded.map(({ startSample, endSample }) => ({
      startS: startSample / sampleRateHz,
      endS: endSample / sampleRateHz,
    })),
    formatTime,
  };
}

type Bars = Pick<DayData, 'edgesS' | 'stacks'>;

/** As the table of hours has them: full hours of the clock. */
function barsOfHours({ sampleRateHz }: Length, hours: RecordingTrends['hours']): Bars {
  return {
    edgesS: [0, ...hours.map(({ endSample }) => endSample / sampleRateHz)],
    stacks: STACKED_CLASSES.map((name) => ({
      counts: hours.map(({ byClass }) => byClass[name]),
      classIndex: beatClassIndex(name),
    })),
  };
}

/** Since the start, in analysed time alone, as hours are. */
function barsOf(beats: TrendBeats, binS: number): Bars {
  const { sample, beatClass, sampleRateHz, sampleCount, excluded } = beats;
  const samplesPerBin = binS * sampleRateHz;
  const counts = classCountsPerBin(sample, beatClass, sampleCount, samplesPerBin, excluded);
  const bins = Math.ceil(sampleCount / samplesPerBin);
  return {
    edgesS: Array.from({ length: bins + 1 }, (_, bin) =>
      Math.min(bin * binS, sampleCount / sampleRateHz),
    ),
    stacks: STACKED_CLASSES.map((name) => {
      const classIndex = beatClassIndex(name);
      return { counts: [...(counts[classIndex] ?? [])], classIndex };
    }),
  };
}

/** The bins as computed, and what the last of them holds beyond its length in words. */
export function histogramData(histogram: RecordingTrends['histogram']): HistogramData {
  const beyond = histogram.all.at(-1) ?? 0;
  const limit = `${LONGEST_BIN_MS / 1000} s`;
  return {
    ...histogram,
    beyond: beyond === 0 ? '' : TRENDS_TEXT.histogramBeyond(formatCount(beyond), limit),
  };
}

/** Beats of a class and their share of all in analysed time; null without any: that is not 0. */
export function shareOfBeats(
  { beats, byClass }: Pick<RecordingTrends, 'beats' | 'byClass'>,
  beatClass: BeatClass,
): { readonly count: number; readonly share: number } | null {
  const count = byClass[beatClass];
  return beats === 0 ? null : { count, share: count / beats };
}

/** Five minutes around a sample, moved into the recording where they would reach beyond it. */
export function tachogramData(
  beats: TrendBeats,
  table: BeatTable,
  middleSample: number,
  formatTime: FormatTime,
): TachogramData {
  const { sampleRateHz, sampleCount, gaps } = beats;
  const length = Math.min(sampleCount, TACHOGRAM_S * sampleRateHz);
  const from = Math.max(0, Math.min(sampleCount - length, middleSample - length / 2));
  const first = table.indexAtOrAfter(from);
  const end = table.indexAtOrAfter(from + length);
  const timeS = new Float64Array(end - first);
  const intervalMs = new Float64Array(end - first);
  for (let beat = first; beat < end; beat += 1) {
    timeS[beat - first] = (beats.sample[beat] ?? 0) / sampleRateHz;
    intervalMs[beat - first] = gaps[beat] === 1 ? NaN : intervalBeforeMs(beats, beat);
  }
  return {
    fromS: from / sampleRateHz,
    toS: (from + length) / sampleRateHz,
    timeS,
    intervalMs,
    beatClass: beats.beatClass.slice(first, end),
    formatTime,
  };
}

/**
 * `isSelected`: whether the beats of the filter `selected` are marked. `longestMs`: where the axes end
 * at most.
 */
export function poincareData(
  points: PoincarePoints,
  table: BeatTable,
  isSelected: boolean,
  longestMs = LONGEST_SHOWN_MS,
): PoincareData {
  const { beat, beforeMs, afterMs } = points;
  const { beatClass } = table.columns();
  const classes = new Uint8Array(beat.length);
  const selected = new Uint8Array(isSelected ? beat.length : 0);
  const { selectedIds } = table;
  for (let point = 0; point < beat.length; point += 1) {
    const index = beat[point] ?? 0;
    classes[point] = beatClass[index] ?? 0;
    if (isSelected && selectedIds.has(table.beatIdAt(index))) selected[point] = 1;
  }
  return { beforeMs, afterMs, beatClass: classes, selected, range: shownRange(points, longestMs) };
}

function shownRange(
  { beforeMs, afterMs }: PoincarePoints,
  longestMs: number,
): readonly [number, number] {
  let least = Infinity;
  let most = 0;
  for (const intervals of [beforeMs, afterMs]) {
    for (const ms of intervals) {
      if (ms < least) least = ms;
      if (ms > most) most = ms;
    }
  }
  if (most === 0) return [200, 2000];
  const low = Math.max(0, Math.floor((least - 50) / 100) * 100);
  const high = Math.min(longestMs, Math.ceil((most + 50) / 100) * 100);
  return [low, Math.max(low + 200, high)];
}

/** Points that lie beyond the axes as they are first. */
export function countBeyond({ beforeMs, afterMs }: PoincarePoints): number {
  return beforeMs.reduce(
    (sum, ms, point) => sum + (Math.max(ms, afterMs[point] ?? 0) > LONGEST_SHOWN_MS ? 1 : 0),
    0,
  );
}

/** Ids of the beats of some points. */
export function beatIdsOf(
  { beat }: PoincarePoints,
  indices: Uint32Array,
  table: BeatTable,
): ReadonlySet<number> {
  return new Set(Array.from(indices, (point) => table.beatIdAt(beat[point] ?? 0)));
}

/** A rectangle of the Poincaré plot, its edges taken in. */
export interface IntervalRanges {
  readonly beforeMs: readonly [number, number];
  readonly afterMs: readonly [number, number];
}

/** The rectangle as an outline; a little larger, so that intervals on its edges are inside. */
export function outlineOf({ beforeMs, afterMs }: IntervalRanges): PoincarePlace[] {
  const [left, right] = [beforeMs[0] - 0.01, beforeMs[1] + 0.01];
  const [low, high] = [afterMs[0] - 0.01, afterMs[1] + 0.01];
  return [
    { beforeMs: left, afterMs: low },
    { beforeMs: right, afterMs: low },
    { beforeMs: right, afterMs: high },
    { beforeMs: left, afterMs: high },
  ];
}

/** "400-600", "400 – 600" or "400 600" in ms; null for anything else and for a range upside down. */
export function parseRange(text: string): readonly [number, number] | null {
  const match = /^\s*(\d{1,5}(?:\.\d+)?)\s*(?:-|–|to|\s)\s*(\d{1,5}(?:\.\d+)?)\s*$/.exec(text);
  const from = Number(match?.[1] ?? NaN);
  const to = Number(match?.[2] ?? NaN);
  return from <= to ? [from, to] : null;
}

/** Classes of the beats of the filter `selected`. */
export function selectedMix(table: BeatTable): PerClass {
  const mix = zeroPerClass();
  const { beatClass } = table.columns();
  for (const index of table.matching('selected')) {
    const name = BEAT_CLASSES[beatClass[index] ?? -1];
    if (name !== undefined) mix[name] += 1;
  }
  return mix;
}
