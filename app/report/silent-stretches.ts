import { intersectSpans, subtractSpans, type Span } from '../domain/regions.ts';
import type { LeadStretches } from '../quality/analysed-time.ts';
import { CAUSE_WORDS } from '../text/analysed-time.ts';
import type { SilentStretch } from './ecg-strip.ts';
import { REPORT_WORDS } from './report-text.ts';

/** Shorter gaps are seen for what they are, and leave no room for a word. */
const SHORTEST_S = 0.4;
const CAUSES = ['lead-off', 'flat'] as const;

/**
 * Where a lead of a strip has nothing to read, in the words that the rest of the report has for it;
 * missing samples without a cause are no signal.
 */
export function silentStretches(
  samples: Float32Array,
  sampleRateHz: number,
  startSample: number,
  stretches: LeadStretches | undefined,
): SilentStretch[] {
  const strip = [{ startSample, endSample: startSample + samples.length }];
  let unexplained = missingSpans(samples, startSample);
  const found: { readonly span: Span; readonly words: string }[] = [];
  for (const cause of CAUSES) {
    const spans = intersectSpans(strip, stretches?.[cause] ?? []);
    unexplained = subtractSpans(unexplained, spans);
    for (const span of spans) found.push({ span, words: CAUSE_WORDS[cause] });
  }
  for (const span of unexplained) found.push({ span, words: REPORT_WORDS.noSignal });
  return found
    .map(({ span, words }) => ({
      startS: (span.startSample - startSample) / sampleRateHz,
      endS: (span.endSample - startSample) / sampleRateHz,
      words,
    }))
    .filter(({ startS, endS }) => endS - startS >= SHORTEST_S)
    .toSorted((a, b) => a.startS - b.startS);
}

function missingSpans(samples: Float32Array, startSample: number): Span[] {
  const spans: Span[] = [];
  let first: number | null = null;
  for (let index = 0; index <= samples.length; index += 1) {
    const isMissing = Number.isNaN(samples[index] ?? 0);
    if (isMissing) first ??= index;
    else if (first !== null) {
      spans.push({ startSample: startSample + first, endSample: startSample + index });
      first = null;
    }
  }
  return spans;
}
