import type { ReaderRegion } from '../domain/reader-regions.ts';
import {
  complementSpans,
  intersectSpans,
  normaliseSpans,
  spanSamples,
  subtractSpans,
  unionSpans,
  type Span,
} from '../domain/regions.ts';
import { QUALITY_CAUSES, type SignalQuality } from './lead-quality.ts';

/** Why time is left out. A reader's word counts most, and comes last, as in `QUALITY_CAUSES`. */
export const EXCLUSION_CAUSES = [...QUALITY_CAUSES, 'reader'] as const;
export type ExclusionCause = (typeof EXCLUSION_CAUSES)[number];

/** The definition that goes with every analysed time that Ectopy shows or prints. */
export const ANALYSED_TIME_DEFINITION =
  'Analysed time: the recording less the time that a reader left out and the time in which no lead ' +
  'could be analysed (electrode off, flat line, recorder at its limit, noise). Where one lead is ' +
  'good, time counts as analysed.';

/** The time of a recording, accounted for. */
export interface AnalysedTime {
  readonly totalSamples: number;
  readonly analysedSamples: number;
  /** What all statistics leave out; sorted, disjoint. */
  readonly excluded: readonly Span[];
  /** Their sum is what is excluded; causes without any time are left out. */
  readonly byCause: readonly { readonly cause: ExclusionCause; readonly samples: number }[];
  /** False when the signal's quality has not been computed: then only the reader's word counts. */
  readonly assessed: boolean;
  /** What of each lead cannot be used, by cause, the reader's marks taken in. */
  readonly leads: readonly LeadStretches[];
}

/** Per cause, in the order of EXCLUSION_CAUSES: sorted and disjoint. */
export type LeadStretches = Readonly<Record<ExclusionCause, readonly Span[]>>;

/**
 * Works out what is analysed. Time is excluded where a reader left out all leads, and where each lead
 * is bad or left out; `quality` is null when it has not been computed.
 */
export function analysedTime(
  { sampleCount, leadCount }: { readonly sampleCount: number; readonly leadCount: number },
  quality: SignalQuality | null,
  readerRegions: Iterable<ReaderRegion>,
): AnalysedTime {
  const marks = [...readerRegions];
  const marked = (verdict: ReaderRegion['verdict'], lead: number | null): Span[] =>
    normaliseSpans(marks.filter((mark) => mark.verdict === verdict && mark.lead === lead));
  const analysedAnyway = marked('analyse', null);
  const excludedByReader = marked('exclude', null);

  const leads = Array.from({ length: leadCount }, (_, lead): LeadStretches => {
    const overruled = unionSpans(analysedAnyway, marked('analyse', lead));
    const own = (cause: ExclusionCause): Span[] => {
      if (cause === 'reader') return unionSpans(excludedByReader, marked('exclude', lead));
      const bad = quality?.[lead]?.filter((stretch) => stretch.cause === cause) ?? [];
      return subtractSpans(normaliseSpans(bad), overruled);
    };
    return {
      'lead-off': own('lead-off'),
      flat: own('flat'),
      saturated: own('saturated'),
      noise: own('noise'),
      reader: own('reader'),
    };
  });

  // With every cause that is taken in, in their order, more time has no good lead: that much the
  // cause adds. The reader's word on all leads stands above.
  let excluded: Span[] = [];
  const byCause: { cause: ExclusionCause; samples: number }[] = [];
  EXCLUSION_CAUSES.forEach((cause, taken) => {
    const causes = EXCLUSION_CAUSES.slice(0, taken + 1);
    const bad = leads.map((lead) => unionSpans(...causes.map((each) => lead[each])));
    const allBad = bad.length === 0 ? [] : bad.reduce(intersectSpans);
    const now = cause === 'reader' ? allBad : subtractSpans(allBad, excludedByReader);
    const samples = spanSamples(now) - spanSamples(excluded);
    if (samples > 0) byCause.push({ cause, samples });
    excluded = now;
  });
  return {
    totalSamples: sampleCount,
    analysedSamples: spanSamples(complementSpans(excluded, sampleCount)),
    excluded,
    byCause,
    assessed: quality !== null,
    leads,
  };
}
