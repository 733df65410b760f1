import type { EditKind, LogEntry } from '../../app/domain/annotation-log.ts';
import { BEAT_CLASSES, beatClassIndex, type BeatClass } from '../../app/domain/beat-class.ts';
import type { BeatMark, BeatValue } from '../../app/domain/reading.ts';

/**
 * Many entries of the edit log, or many marks, as one blob each, little endian. Readers are numbers
 * of a list beside the blob; 65535 is no reader, class 255 no class.
 *
 *   entries  u32 beatId[n] · u32 old sample[n] · u32 new sample[n] · u16 old reader[n] ·
 *            u16 new reader[n] · u8 kind[n] · u8 old class[n] · u8 new class[n]
 *   marks    u32 beatId[n] · u32 sample[n] · u16 reader[n] · u8 class[n] · u8 deleted[n]
 */
const BYTES_AN_ENTRY = 19;
const BYTES_A_MARK = 12;
/** Marks are kept together by beat ids from a multiple of this on. */
export const BEATS_A_MARK_BLOCK = 1024;

const NO_READER = 0xffff;
const NO_CLASS = 0xff;
/** By their place in a blob: only ever added to. */
const EDIT_KINDS = ['relabel', 'delete', 'insert', 'move'] as const satisfies readonly EditKind[];

export interface Packed {
  readonly readers: readonly string[];
  readonly columns: Uint8Array;
}

export function packEntries(entries: readonly LogEntry[]): Packed {
  const bytes = new Uint8Array(BYTES_AN_ENTRY * entries.length);
  const columns = entryColumns(bytes);
  const { beatId, kind, old, new: now } = columns;
  const readers = new ReaderNumbers();
  const put = (to: ValueColumns, index: number, value: BeatValue | null): void => {
    to.sample[index] = value?.sample ?? 0;
    to.beatClass[index] = value === null ? NO_CLASS : beatClassIndex(value.beatClass);
    to.reader[index] = readers.of(value?.reader ?? null);
  };
  entries.forEach((entry, index) => {
    beatId[index] = entry.beatId;
    kind[index] = EDIT_KINDS.indexOf(entry.kind);
    put(old, index, entry.before);
    put(now, index, entry.after);
  });
  return { readers: readers.names, columns: bytes };
}

export function unpackEntries({ readers, columns: bytes }: Packed): LogEntry[] {
  const { beatId, kind, old, new: now } = entryColumns(bytes);
  const take = ({ sample, beatClass, reader }: ValueColumns, index: number): BeatValue | null => {
    const name = classAt(beatClass[index]);
    if (name === null) return null;
    return {
      sample: sample[index] ?? 0,
      beatClass: name,
      reader: readerAt(readers, reader[index]),
    };
  };
  return Array.from(beatId, (id, index) => ({
    kind: EDIT_KINDS[kind[index] ?? 0] ?? 'relabel',
    beatId: id,
    before: take(old, index),
    after: take(now, index),
  }));
}

/** How often each kind of change between two classes occurs. */
export interface ChangeCount {
  readonly kind: EditKind;
  readonly from: BeatClass | null;
  readonly to: BeatClass | null;
  readonly count: number;
  /** Of the first and the last beat. */
  readonly startSample: number;
  readonly endSample: number;
}

/** Without unpacking: for a summary of hundreds of thousands of entries. */
export function countChanges(blobs: Iterable<Uint8Array>): ChangeCount[] {
  const found = new Map<number, { count: number; startSample: number; endSample: number }>();
  for (const bytes of blobs) {
    const { kind, old, new: now } = entryColumns(bytes);
    for (let index = 0; index < kind.length; index++) {
      const change =
        ((kind[index] ?? 0) << 16) |
        ((old.beatClass[index] ?? NO_CLASS) << 8) |
        (now.beatClass[index] ?? NO_CLASS);
      const at = (now.beatClass[index] === NO_CLASS ? old : now).sample[index] ?? 0;
      const known = found.get(change);
      if (known === undefined) {
        found.set(change, { count: 1, startSample: at, endSample: at });
        continue;
      }
      known.count += 1;
      known.startSample = Math.min(known.startSample, at);
      known.endSample = Math.max(known.endSample, at);
    }
  }
  return Array.from(found, ([change, places]) => ({
    kind: EDIT_KINDS[change >> 16] ?? 'relabel',
    from: classAt((change >> 8) & 0xff),
    to: classAt(change & 0xff),
    ...places,
  }));
}

export function packMarks(marks: readonly (readonly [beatId: number, mark: BeatMark])[]): Packed {
  const bytes = new Uint8Array(BYTES_A_MARK * marks.length);
  const { beatId, sample, reader, beatClass, deleted } = markColumns(bytes);
  const readers = new ReaderNumbers();
  marks.forEach(([id, mark], index) => {
    beatId[index] = id;
    sample[index] = mark.sample;
    reader[index] = readers.of(mark.label?.reader ?? null);
    beatClass[index] = mark.label === null ? NO_CLASS : beatClassIndex(mark.label.beatClass);
    deleted[index] = Number(mark.deleted);
  });
  return { readers: readers.names, columns: bytes };
}

export function unpackMarks({ readers, columns }: Packed): [beatId: number, mark: BeatMark][] {
  const { beatId, sample, reader, beatClass, deleted } = markColumns(columns);
  return Array.from(beatId, (id, index) => {
    const name = classAt(beatClass[index]);
    const by = readerAt(readers, reader[index]);
    const label = name === null || by === null ? null : { beatClass: name, reader: by };
    return [id, { sample: sample[index] ?? 0, label, deleted: deleted[index] === 1 }];
  });
}

interface ValueColumns {
  readonly sample: Uint32Array;
  readonly reader: Uint16Array;
  readonly beatClass: Uint8Array;
}

function entryColumns(blob: Uint8Array) {
  const buffer = alignedBuffer(blob);
  const count = buffer.byteLength / BYTES_AN_ENTRY;
  const u8 = (place: number) => new Uint8Array(buffer, place * count, count);
  const u16 = (place: number) => new Uint16Array(buffer, place * count, count);
  const u32 = (place: number) => new Uint32Array(buffer, place * count, count);
  return {
    beatId: u32(0),
    kind: u8(16),
    old: { sample: u32(4), reader: u16(12), beatClass: u8(17) },
    new: { sample: u32(8), reader: u16(14), beatClass: u8(18) },
  };
}

function markColumns(blob: Uint8Array) {
  const buffer = alignedBuffer(blob);
  const count = buffer.byteLength / BYTES_A_MARK;
  return {
    beatId: new Uint32Array(buffer, 0, count),
    sample: new Uint32Array(buffer, 4 * count, count),
    reader: new Uint16Array(buffer, 8 * count, count),
    beatClass: new Uint8Array(buffer, 10 * count, count),
    deleted: new Uint8Array(buffer, 11 * count, count),
  };
}

/** A blob of the database may start at any byte, a typed array may not: only then it is copied. */
function alignedBuffer(blob: Uint8Array): ArrayBuffer {
  const whole = blob.byteOffset === 0 && blob.byteLength === blob.buffer.byteLength;
  return (whole ? blob : new Uint8Array(blob)).buffer as ArrayBuffer;
}

class ReaderNumbers {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  of(name: string | null): number {
    if (name === null) return NO_READER;
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

function readerAt(readers: readonly string[], number = NO_READER): string | null {
  return readers[number] ?? null;
}

function classAt(index = NO_CLASS): BeatClass | null {
  return BEAT_CLASSES[index] ?? null;
}
