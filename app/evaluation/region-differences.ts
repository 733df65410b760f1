import type { Span } from '../domain/regions.ts';
import { isInside, normaliseSpans } from '../domain/regions.ts';
import {
  planRegionEdit,
  REGION_VERDICTS,
  type ReaderRegion,
  type RegionEntry,
  type RegionMarks,
  type RegionVerdict,
} from '../domain/reader-regions.ts';
import { EC57_MATCH_WINDOW_S, toSamples } from './ec57.ts';

/** A stretch of a lead, or of all leads (null), that a reader may have marked. */
interface ScopedSpan extends Span {
  readonly lead: number | null;
}

/** A stretch of which two readers say different things; null: this reader did not mark it. */
export interface StretchDifference extends ScopedSpan {
  readonly first: RegionVerdict | null;
  readonly second: RegionVerdict | null;
}

/** What two signed readings say of stretches, taken apart. */
interface ComparedRegions {
  /** Marked alike by both. */
  readonly agreed: readonly (ScopedSpan & { readonly verdict: RegionVerdict })[];
  /** In order of time, those of all leads first. */
  readonly differences: readonly StretchDifference[];
}

/**
 * Where two readings mark time alike and where not, lead by lead. Both mark by hand: edges that lie
 * closer than two annotations of one beat may (150 ms, EC57) are taken for the same, as the first
 * reader has them.
 */
export function compareRegions(
  first: readonly ReaderRegion[],
  second: readonly ReaderRegion[],
  { sampleRateHz }: { readonly sampleRateHz: number },
): ComparedRegions {
  const shortestSamples = toSamples(EC57_MATCH_WINDOW_S, sampleRateHz);
  const agreed: ComparedRegions['agreed'][number][] = [];
  const differences: StretchDifference[] = [];
  for (const lead of new Set([...first, ...second].map((region) => region.lead))) {
    for (const stretch of stretchesOf(marksOf(first, lead), marksOf(second, lead))) {
      const isShort = stretch.endSample - stretch.startSample <= shortestSamples;
      if (stretch.first !== stretch.second && !isShort) differences.push({ ...stretch, lead });
      else if (stretch.first !== null) agreed.push({ ...stretch, lead, verdict: stretch.first });
    }
  }
  return {
    agreed,
    differences: differences.toSorted(
      (a, b) => a.startSample - b.startSample || (a.lead ?? -1) - (b.lead ?? -1),
    ),
  };
}

/** The entries that mark a reading, in which nothing is marked yet, as both readers did. */
export function planAgreedRegions(
  marks: RegionMarks,
  { agreed }: ComparedRegions,
  reader: string,
): RegionEntry[] {
  let regionId = marks.nextRegionId;
  return [...new Set(agreed.map(({ lead }) => lead))].flatMap((lead) =>
    REGION_VERDICTS.flatMap((verdict) => {
      const alike = agreed.filter((span) => span.lead === lead && span.verdict === verdict);
      return normaliseSpans(alike).map((span): RegionEntry => {
        const after = { ...span, lead, verdict, reader };
        return { regionId: regionId++, before: null, after };
      });
    }),
  );
}

/** What a reading says of a whole stretch; `mixed` when of its parts different things. */
export function verdictOn(
  { regions }: RegionMarks,
  { lead, startSample, endSample }: ScopedSpan,
): RegionVerdict | 'mixed' | null {
  const touching = [...regions.values()].filter(
    (region) =>
      region.lead === lead && region.startSample < endSample && region.endSample > startSample,
  );
  const [only] = touching;
  if (only === undefined) return null;
  return only.startSample <= startSample && only.endSample >= endSample ? only.verdict : 'mixed';
}

/**
 * The entries that mark a stretch as an adjudicator decides, null: not at all. Also a choice that leaves
 * things as they are is written, so that the log says that it was made.
 */
export function planStretch(
  marks: RegionMarks,
  { lead, startSample, endSample }: ScopedSpan,
  verdict: RegionVerdict | null,
  reader: string,
): RegionEntry[] {
  const span = { lead, startSample, endSample };
  if (verdictOn(marks, span) !== verdict) {
    return planRegionEdit(marks, { ...span, mark: verdict ?? 'clear' }, reader);
  }
  const regionId = marks.nextRegionId;
  const region: ReaderRegion = { ...span, verdict: verdict ?? 'exclude', reader };
  return [
    { regionId, before: null, after: region },
    { regionId, before: region, after: null },
  ];
}

type Marks = Readonly<Record<RegionVerdict, readonly Span[]>>;

function marksOf(regions: readonly ReaderRegion[], lead: number | null): Marks {
  const of = (verdict: RegionVerdict): Span[] =>
    normaliseSpans(regions.filter((region) => region.lead === lead && region.verdict === verdict));
  return { exclude: of('exclude'), analyse: of('analyse') };
}

/** Time cut wherever one of the readers begins or ends a mark, without what neither marked. */
function stretchesOf(first: Marks, second: Marks): Omit<StretchDifference, 'lead'>[] {
  const edges = new Set<number>();
  for (const spans of [first.exclude, first.analyse, second.exclude, second.analyse]) {
    for (const { startSample, endSample } of spans) edges.add(startSample).add(endSample);
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.flatMap((startSample, index) => {
    const endSample = sorted[index + 1];
    if (endSample === undefined) return [];
    const stretch = { startSample, endSample, first: markAt(first, startSample), second: markAt(second, startSample) }; // prettier-ignore
    return stretch.first === null && stretch.second === null ? [] : [stretch];
  });
}

function markAt({ exclude, analyse }: Marks, sample: number): RegionVerdict | null {
  if (isInside(exclude, sample)) return 'exclude';
  return isInside(analyse, sample) ? 'analyse' : null;
}
