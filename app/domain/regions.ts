/**
 * Stretches of a recording, as set algebra: what is analysed, what is left out and why. A set of
 * spans is always sorted, without overlap and without spans that touch (`normaliseSpans`), so that
 * every operation here is one pass and membership a binary search.
 */

/** Samples [startSample, endSample), counted from the recording's start. */
export interface Span {
  readonly startSample: number;
  readonly endSample: number;
}

/** The set that any spans make up: sorted, joined where they overlap or touch, empty ones dropped. */
export function normaliseSpans(spans: readonly Span[]): Span[] {
  const sorted = spans
    .filter(({ startSample, endSample }) => endSample > startSample)
    .toSorted((a, b) => a.startSample - b.startSample);
  const joined: Span[] = [];
  for (const span of sorted) {
    const last = joined.at(-1);
    if (last === undefined || span.startSample > last.endSample) {
      joined.push({ startSample: span.startSample, endSample: span.endSample });
    } else if (span.endSample > last.endSample) {
      joined[joined.length - 1] = { startSample: last.startSample, endSample: span.endSample };
    }
  }
  return joined;
}

/** What lies in any of the sets. */
export function unionSpans(...sets: (readonly Span[])[]): Span[] {
  return normaliseSpans(sets.flat());
}

/** What lies in both sets. */
export function intersectSpans(left: readonly Span[], right: readonly Span[]): Span[] {
  const common: Span[] = [];
  for (let i = 0, j = 0; ;) {
    const a = left[i];
    const b = right[j];
    if (a === undefined || b === undefined) return common;
    const startSample = Math.max(a.startSample, b.startSample);
    const endSample = Math.min(a.endSample, b.endSample);
    if (endSample > startSample) common.push({ startSample, endSample });
    if (a.endSample < b.endSample) i += 1;
    else j += 1;
  }
}

/** What of a recording of so many samples lies in none of the spans. */
export function complementSpans(spans: readonly Span[], sampleCount: number): Span[] {
  const rest: Span[] = [];
  let from = 0;
  for (const { startSample, endSample } of spans) {
    if (from >= sampleCount) break;
    if (startSample > from) {
      rest.push({ startSample: from, endSample: Math.min(startSample, sampleCount) });
    }
    from = Math.max(from, endSample);
  }
  if (from < sampleCount) rest.push({ startSample: from, endSample: sampleCount });
  return rest;
}

/** What of the first set is not in the second. */
export function subtractSpans(from: readonly Span[], taken: readonly Span[]): Span[] {
  const end = from.at(-1)?.endSample ?? 0;
  return intersectSpans(from, complementSpans(taken, end));
}

/** Samples in a set. */
export function spanSamples(spans: readonly Span[]): number {
  return spans.reduce((sum, { startSample, endSample }) => sum + endSample - startSample, 0);
}

/** The span of a set that holds the sample, or null. */
export function spanAt(spans: readonly Span[], sample: number): Span | null {
  const span = spans[firstEndingAfter(spans, sample)];
  return span !== undefined && span.startSample <= sample ? span : null;
}

export function isInside(spans: readonly Span[], sample: number): boolean {
  return spanAt(spans, sample) !== null;
}

/** Whether any of a stretch lies in the set: a beat-to-beat interval, say. */
export function overlapsSpans(spans: readonly Span[], stretch: Span): boolean {
  const { startSample, endSample } = stretch;
  const span = spans[firstEndingAfter(spans, startSample)];
  return span !== undefined && Math.max(span.startSample, startSample) < endSample;
}

/** Index of the first of stretches in order of time that ends after a sample. */
export function firstEndingAfter(spans: readonly Span[], sample: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.endSample ?? Infinity) <= sample) low = middle + 1;
    else high = middle;
  }
  return low;
}
