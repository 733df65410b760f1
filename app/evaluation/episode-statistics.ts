import { intersectSpans, overlapsSpans, spanSamples, subtractSpans } from '../domain/regions.ts';
import type { Span } from '../domain/regions.ts';

/**
 * How well episodes of a rhythm are found, as epicmp of the WFDB software counts them: by number,
 * where any overlap is a hit, and by duration. Counts add up over records.
 */
export interface EpisodeCounts {
  readonly referenceEpisodes: number;
  /** Reference episodes that some found episode overlaps. */
  readonly detectedEpisodes: number;
  readonly testEpisodes: number;
  /** Found episodes that some reference episode overlaps. */
  readonly trueEpisodes: number;
  /** Durations in s, so that records of different rates add up. */
  readonly referenceS: number;
  readonly testS: number;
  readonly bothS: number;
}

export interface EpisodeComparison {
  readonly sampleRateHz: number;
  /** Where the comparison starts and ends. */
  readonly compared: Span;
  /** Stretches that count neither for nor against (flutter, say), as a sorted set. */
  readonly ignored: readonly Span[];
}

/** Compares two sorted sets of episodes of one record. */
export function compareEpisodes(
  reference: readonly Span[],
  test: readonly Span[],
  { sampleRateHz, compared, ignored }: EpisodeComparison,
): EpisodeCounts {
  const within = (spans: readonly Span[]): Span[] =>
    subtractSpans(intersectSpans(spans, [compared]), ignored);
  // An episode that the ignored stretches cut in two stays one.
  const counted = (spans: readonly Span[]): Span[] => {
    const parts = within(spans);
    return spans.filter((span) => overlapsSpans(parts, span));
  };
  const referenceParts = within(reference);
  const testParts = within(test);
  const referenceEpisodes = counted(reference);
  const testEpisodes = counted(test);
  const seconds = (spans: readonly Span[]): number => spanSamples(spans) / sampleRateHz;
  return {
    referenceEpisodes: referenceEpisodes.length,
    detectedEpisodes: referenceEpisodes.filter((span) => overlapsSpans(testParts, span)).length,
    testEpisodes: testEpisodes.length,
    trueEpisodes: testEpisodes.filter((span) => overlapsSpans(referenceParts, span)).length,
    referenceS: seconds(referenceParts),
    testS: seconds(testParts),
    bothS: seconds(intersectSpans(referenceParts, testParts)),
  };
}

export function sumEpisodeCounts(all: readonly EpisodeCounts[]): EpisodeCounts {
  const sum = (pick: (counts: EpisodeCounts) => number): number =>
    all.reduce((total, counts) => total + pick(counts), 0);
  return {
    referenceEpisodes: sum((counts) => counts.referenceEpisodes),
    detectedEpisodes: sum((counts) => counts.detectedEpisodes),
    testEpisodes: sum((counts) => counts.testEpisodes),
    trueEpisodes: sum((counts) => counts.trueEpisodes),
    referenceS: sum((counts) => counts.referenceS),
    testS: sum((counts) => counts.testS),
    bothS: sum((counts) => counts.bothS),
  };
}

/** Percent; null where there is nothing to find or nothing was found. */
export interface EpisodeRates {
  readonly episodeSensitivity: number | null;
  readonly episodePredictivity: number | null;
  readonly durationSensitivity: number | null;
  readonly durationPredictivity: number | null;
}

export function episodeRates(counts: EpisodeCounts): EpisodeRates {
  const percent = (part: number, whole: number): number | null =>
    whole === 0 ? null : (100 * part) / whole;
  return {
    episodeSensitivity: percent(counts.detectedEpisodes, counts.referenceEpisodes),
    episodePredictivity: percent(counts.trueEpisodes, counts.testEpisodes),
    durationSensitivity: percent(counts.bothS, counts.referenceS),
    durationPredictivity: percent(counts.bothS, counts.testS),
  };
}
