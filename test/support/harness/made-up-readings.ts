import type { ChannelName, Handlers } from '../../../app/contract/channels.ts';
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
      };
    },
    'readings:adjudication': () => ({
      firstReader: 'Ada Berg',
      secondReader: 'Ben Carl',
      adjudicator: 'Cy Adams',
      outdated: false,
      differences: differences.map(({ difference }) => difference),
    }),
    'readings:settle': ({ difference: index, verdict }) => {
      const entry = differences[index];
      if (entry !== undefined) {
        const { difference } = entry;
        const own = verdict === 'first' || verdict === 'second' ? difference[verdict] : null;
        entry.difference = {
          ...difference,
          settled:
            verdict === 'first' || verdict === 'second'
              ? { choice: verdict, beatClass: own?.beatClass ?? null }
              : { choice: 'other', beatClass: verdict === 'none' ? null : verdict },
        };
      }
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

function differencesIn(
  beats: readonly BeatState[],
): { index: number; second: BeatState['beatClass']; difference: AdjudicatedDifference }[] {
  return beats.flatMap((beat, index) => {
    if (index % 100 !== 7) return [];
    const { beatId, sample, beatClass } = beat;
    const second = beatClass === 'N' ? 'S' : 'N';
    const own = { beatId, sample };
    const difference: AdjudicatedDifference = {
      sample,
      first: { ...own, beatClass, judged: index % 200 === 7 },
      second: { ...own, beatClass: second, judged: true },
      settled: null,
    };
    return [{ index, second, difference }];
  });
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
