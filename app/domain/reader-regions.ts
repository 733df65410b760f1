import { AppError } from './app-error.ts';
import type { Span } from './regions.ts';

/**
 * What a reader says of stretches of a recording: left out as artefact, or analysed although the
 * signal quality speaks against it. A stretch is of one lead or of all leads (null); stretches of
 * one scope never overlap. Marking works like painting: a mark joins with those of its kind that it
 * touches, and covers what was there of the other kind.
 */
export interface ReaderRegion extends Span {
  readonly lead: number | null;
  readonly verdict: RegionVerdict;
  readonly reader: string;
}

export const REGION_VERDICTS = ['exclude', 'analyse'] as const;
export type RegionVerdict = (typeof REGION_VERDICTS)[number];

/** The marks of a reading. */
export interface RegionMarks {
  readonly sampleCount: number;
  /** By region id. */
  readonly regions: Map<number, ReaderRegion>;
  nextRegionId: number;
}

/** What a reader asks for; `clear` takes both kinds away. */
export interface RegionEdit extends Span {
  readonly lead: number | null;
  readonly mark: RegionVerdict | 'clear';
}

/** One region's change, in full: `null` means that there is none. */
export interface RegionEntry {
  readonly regionId: number;
  readonly before: ReaderRegion | null;
  readonly after: ReaderRegion | null;
}

/**
 * Works out the log entries of a mark without changing them.
 * @throws AppError bad-request for a stretch outside the recording, conflict when nothing changes.
 */
export function planRegionEdit(
  marks: RegionMarks,
  edit: RegionEdit,
  reader: string,
): RegionEntry[] {
  const { lead, mark } = edit;
  const startSample = Math.max(0, edit.startSample);
  const endSample = Math.min(marks.sampleCount, edit.endSample);
  if (!(endSample > startSample)) {
    throw new AppError('bad-request', 'This stretch is empty or lies outside the recording.');
  }
  const entries: RegionEntry[] = [];
  let nextRegionId = marks.nextRegionId;
  let joined: Span = { startSample, endSample };
  let keptId: number | null = null;
  const inScope = [...marks.regions]
    .filter(([, region]) => region.lead === lead)
    .toSorted(([, a], [, b]) => a.startSample - b.startSample);
  for (const [regionId, before] of inScope) {
    if (before.startSample > endSample || before.endSample < startSample) continue;
    if (before.verdict === mark) {
      if (before.startSample <= startSample && before.endSample >= endSample) return unchanged();
      joined = {
        startSample: Math.min(joined.startSample, before.startSample),
        endSample: Math.max(joined.endSample, before.endSample),
      };
      if (keptId === null) keptId = regionId;
      else entries.push({ regionId, before, after: null });
      continue;
    }
    const rests = [
      { ...before, endSample: Math.min(before.endSample, startSample) },
      { ...before, startSample: Math.max(before.startSample, endSample) },
    ].filter((rest) => rest.endSample > rest.startSample);
    const [first, second] = rests;
    if (first?.startSample === before.startSample && first.endSample === before.endSample) continue;
    entries.push({ regionId, before, after: first ?? null });
    if (second !== undefined) {
      entries.push({ regionId: nextRegionId++, before: null, after: second });
    }
  }
  if (mark !== 'clear') {
    const regionId = keptId ?? nextRegionId;
    const before = keptId === null ? null : (marks.regions.get(keptId) ?? null);
    entries.push({ regionId, before, after: { ...joined, lead, verdict: mark, reader } });
  }
  return entries.length === 0 ? unchanged() : entries;
}

function unchanged(): never {
  throw new AppError('conflict', 'This stretch is marked so already.');
}

/** The entries that take a transaction back. */
export function planRegionUndo(entries: readonly RegionEntry[]): RegionEntry[] {
  return entries
    .toReversed()
    .map(({ regionId, before, after }) => ({ regionId, before: after, after: before }));
}

/** What a log of regions amounts to. */
export function regionsAfter(log: readonly RegionEntry[]): ReaderRegion[] {
  const marks: RegionMarks = { sampleCount: 0, regions: new Map(), nextRegionId: 1 };
  applyRegionEntries(marks, log);
  return [...marks.regions.values()];
}

/** Applies entries in place; ids of regions that are gone are never given again. */
export function applyRegionEntries(marks: RegionMarks, entries: readonly RegionEntry[]): void {
  for (const { regionId, after } of entries) {
    if (after === null) marks.regions.delete(regionId);
    else marks.regions.set(regionId, after);
    marks.nextRegionId = Math.max(marks.nextRegionId, regionId + 1);
  }
}
