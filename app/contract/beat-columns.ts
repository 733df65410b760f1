import { AppError } from '../domain/app-error.ts';

/**
 * All beats of a recording as columns, sorted by sample, deleted beats left out. Little endian:
 *
 *   u32 magic "ECB1" · u32 count
 *   u32 beatId[count] · u32 sample[count] · u8 class[count] · u8 modelClass[count]
 *   u8 confidence[count] · u8 flags[count]
 *
 * 12 bytes a beat and no parsing, for the 250,000 beats of a 48 h recording.
 */
const MAGIC = 0x31424345;
const HEADER_BYTES = 8;

/** `modelClass` and `confidence` of a beat that no model has classified. */
export const NO_MODEL_CLASS = 255;
/** Set in `flags` when a reader relabelled, moved or inserted the beat. */
export const FLAG_EDITED = 1;

export interface BeatColumns {
  readonly count: number;
  readonly beatId: Uint32Array;
  readonly sample: Uint32Array;
  /** Index into BEAT_CLASSES. */
  readonly beatClass: Uint8Array;
  readonly modelClass: Uint8Array;
  /** Probability of the model's class, 0..254 for 0..1. */
  readonly confidence: Uint8Array;
  readonly flags: Uint8Array;
}

export function encodeBeatColumns(columns: BeatColumns): Uint8Array {
  const { count } = columns;
  const bytes = new Uint8Array(HEADER_BYTES + 12 * count);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, count, true);
  new Uint32Array(bytes.buffer, HEADER_BYTES, count).set(columns.beatId);
  new Uint32Array(bytes.buffer, HEADER_BYTES + 4 * count, count).set(columns.sample);
  bytes.set(columns.beatClass, HEADER_BYTES + 8 * count);
  bytes.set(columns.modelClass, HEADER_BYTES + 9 * count);
  bytes.set(columns.confidence, HEADER_BYTES + 10 * count);
  bytes.set(columns.flags, HEADER_BYTES + 11 * count);
  return bytes;
}

export function decodeBeatColumns(buffer: ArrayBuffer): BeatColumns {
  const view = new DataView(buffer);
  const count = buffer.byteLength < HEADER_BYTES ? -1 : view.getUint32(4, true);
  if (
    count < 0 ||
    view.getUint32(0, true) !== MAGIC ||
    buffer.byteLength !== HEADER_BYTES + 12 * count
  ) {
    throw new AppError('internal', 'The core sent a beat table that this view cannot read.');
  }
  return {
    count,
    beatId: new Uint32Array(buffer, HEADER_BYTES, count),
    sample: new Uint32Array(buffer, HEADER_BYTES + 4 * count, count),
    beatClass: new Uint8Array(buffer, HEADER_BYTES + 8 * count, count),
    modelClass: new Uint8Array(buffer, HEADER_BYTES + 9 * count, count),
    confidence: new Uint8Array(buffer, HEADER_BYTES + 10 * count, count),
    flags: new Uint8Array(buffer, HEADER_BYTES + 11 * count, count),
  };
}
