import type { ChannelName, ChannelParams, Handlers } from '../../../app/contract/channels.ts';
import type {
  AdjudicatedDifference,
  AuditEntry,
  ReadingSummary,
  SignedVersion,
} from '../../../app/contract/readings.ts';
import type { BeatState, ReadingIdentity } from '../../../app/contract/schemas.ts';
import { agreementOf } from '../../../app/evaluation/agreement.ts';
import type { LabelledBeats, PairedBeat } from '../../../app/evaluation/pair-beats.ts';
import { beatClassIndex } from '../../../app/domain/beat-class.ts';

/** The reading of a recording that only one person reads. */
export const ONLY_READING: ReadingIdentity = {
  id: 'reading-1',
  kind: 'first',
  reader: 'AB',
  blinded: false,
  status: 'open',
  version: null,
};

/** Cy adjudicates between Ada and Ben. */
export const ADJUDICATED: ReadingIdentity = {
  id: 'reading-3',
  kind: 'adjudicated',
  reader: 'Cy Adams',
  blinded: false,
  status: 'open',
  version: null,
};

const AUDIT_ENTRIES = 100_000;

/** Two signed readings that differ in every hundredth beat, and their adjudication. */
export function madeUpReadings(beats: readonly BeatState[]): Partial<Handlers<ChannelName>> {
  const differences = differencesIn(beats);
  return {
    'readings:list': () => ({
      readings: [
        reading('first', 'Ada Berg', beats.length, [
          version(2, 'Ada Berg', 0),
          version(1, 'Ada Berg', 14),
        ]),
        reading('second', 'Ben Carl', beats.length, [version(1, 'Ben Carl', 0)]),
        { ...reading('adjudicated', 'Cy Adams', beats.length, []), ...ADJUDICATED, isOpen: true },
      ],
      secondRefused: null,
      adjudicationRefused: 'Cy Adams adjudicates these two readings already.',
      signRefused: `${differences.length} differences are not settled yet.`,
      agreementRefused: null,
    }),
    'readings:open': () => ({}),
    'readings:open-version': () => ({}),
    'readings:leave-version': () => ({}),
    'readings:changes': () =>
      beats.slice(0, 14).map(({ sample }) => ({ sample, signed: 'N', present: 'S', moved: false })),
    'readings:agreement': () => {
      const first = labels(beats, () => null);
      const second = labels(
        beats,
        (index) => differences.find((one) => one.index === index)?.second,
      );
      const pairs = beats.map((_, row): PairedBeat => ({ first: row, second: row }));
      return {
        first: { reader: 'Ada Berg', version: 2 },
        second: { reader: 'Ben Carl', version: 1 },
        ...agreementOf(first, second, pairs),
        time: { totalS: 10_800, firstS: 42, secondS: 30, bothS: 27, agreedS: 10_782, kappa: 0.749 },
      };
    },
    'readings:adjudication': () => ({
      firstReader: 'Ada Berg',
      secondReader: 'Ben Carl',
      adjudicator: 'Cy Adams',
      outdated: false,
      differences: differences
        .map(({ difference }) => difference)
        .toSorted((a, b) => a.sample - b.sample),
    }),
    'readings:settle': ({ difference: number, verdict }) => {
      const entry = differences[number];
      if (entry !== undefined) entry.difference = settledAs(entry.difference, verdict);
      const savedAt = new Date().toISOString();
      return {
        changed: [],
        regionsChanged: false,
        groupsChanged: false,
        canUndo: true,
        canRedo: false,
        savedAt,
      };
    },
    'readings:audit': ({ first, count }) => ({
      total: AUDIT_ENTRIES,
      readers: ['Ada Berg', 'Ben Carl', 'Cy Adams'],
      entries: Array.from({ length: Math.min(count, AUDIT_ENTRIES - first) }, (_, index) =>
        auditEntry(AUDIT_ENTRIES - first - index, beats),
      ),
    }),
  };
}

interface MadeUpDifference {
  /** Of the beat; -1 for a stretch. */
  readonly index: number;
  readonly second: BeatState['beatClass'];
  difference: AdjudicatedDifference;
}

function differencesIn(beats: readonly BeatState[]): MadeUpDifference[] {
  const ofBeats = beats.flatMap((beat, index) => (index % 100 === 7 ? [{ beat, index }] : []));
  const made = ofBeats.map(({ beat, index }, number): MadeUpDifference => {
    const { beatId, sample, beatClass } = beat;
    const second = beatClass === 'N' ? 'S' : 'N';
    const own = { beatId, sample };
    const difference: AdjudicatedDifference = {
      kind: 'beat',
      number,
      sample,
      first: { ...own, beatClass, judged: index % 200 === 7 },
      second: { ...own, beatClass: second, judged: true },
      settled: null,
    };
    return { index, second, difference };
  });
  const from = beats[5]?.sample ?? 0;
  const stretch: AdjudicatedDifference = {
    ...{ kind: 'stretch', number: made.length, sample: from, endSample: from + 400, lead: null },
    ...{ first: 'exclude', second: null, settled: null },
  };
  return [...made, { index: -1, second: 'N', difference: stretch }];
}

type Verdict = ChannelParams<'readings:settle'>['verdict'];

function settledAs(difference: AdjudicatedDifference, verdict: Verdict): AdjudicatedDifference {
  const isReaders = verdict === 'first' || verdict === 'second';
  const choice = isReaders ? verdict : 'other';
  if (difference.kind === 'stretch') {
    return { ...difference, settled: { choice, verdict: isReaders ? difference[verdict] : null } };
  }
  if (isReaders) {
    const beatClass = difference[verdict]?.beatClass ?? null;
    return { ...difference, settled: { choice, beatClass } };
  }
  return { ...difference, settled: { choice, beatClass: verdict === 'none' ? null : verdict } };
}

function labels(
  beats: readonly BeatState[],
  otherOf: (index: number) => BeatState['beatClass'] | null | undefined,
): LabelledBeats {
  return {
    sample: Uint32Array.from(beats, ({ sample }) => sample),
    beatClass: Uint8Array.from(beats, ({ beatClass }, index) =>
      beatClassIndex(otherOf(index) ?? beatClass),
    ),
  };
}

function reading(
  kind: ReadingSummary['kind'],
  reader: string,
  beatCount: number,
  versions: SignedVersion[],
): ReadingSummary {
  return {
    id: `reading-of-${kind}`,
    kind,
    reader,
    blinded: kind === 'second',
    status: versions.length === 0 ? 'open' : 'signed',
    version: null,
    keptModelId: kind === 'second' ? 'rhythm-form-1' : null,
    createdAt: '2026-11-22T09:15:00Z',
    isOpen: false,
    closedBecause: null,
    beatCount,
    editedBeats: 126,
    versions,
  };
}

function version(number: number, reader: string, changedSince: number): SignedVersion {
  return {
    id: `version-${reader.slice(0, 1).toLowerCase()}-${number}`,
    number,
    reader,
    signedAt: `2026-11-22T1${number}:40:00Z`,
    modelId: 'rhythm-form-1',
    beatCount: 4312,
    sha256: '9f2c1d0a'.repeat(8),
    hashesContents: number > 1,
    changedSince,
    changedParts: changedSince > 0 ? ['conclusion', 'regions'] : [],
  };
}

function auditEntry(seq: number, beats: readonly BeatState[]): AuditEntry {
  const beat = beats[seq % beats.length];
  const isSignature = seq % 5000 === 0;
  return {
    id: `edit-${seq}`,
    at: new Date(Date.UTC(2026, 10, 22, 9, 0, seq)).toISOString(),
    reader: seq % 3 === 0 ? 'Ben Carl' : 'Ada Berg',
    reading: seq % 3 === 0 ? 'second' : 'first',
    kind: isSignature ? 'signed' : 'relabel',
    beatId: isSignature ? null : (beat?.beatId ?? null),
    sample: isSignature ? null : (beat?.sample ?? null),
    oldClass: isSignature ? null : 'N',
    newClass: isSignature ? null : (beat?.beatClass ?? null),
    version: isSignature ? seq / 5000 : null,
    sha256: isSignature ? '9f2c1d0a'.repeat(8) : null,
  };
}
