import { AppError } from '../domain/app-error.ts';

/**
 * The group of every beat of a recording, by beat id (that of id 1 first). Little endian:
 *
 *   u32 magic "ECG1" · u32 count · u16 group[count] · u8 oddness[count]
 *
 * A group of NO_GROUP: there was no such beat when the groups were formed. Oddness: how far the beat
 * is from the middle of the group that it was put in, 255 being the size of a usual beat.
 */
const MAGIC = 0x31474345;
const HEADER_BYTES = 8;

export interface GroupColumns {
  readonly groupOf: Uint16Array;
  readonly oddness: Uint8Array;
}

export function encodeGroupColumns({ groupOf, oddness }: GroupColumns): Uint8Array {
  const count = groupOf.length;
  const bytes = new Uint8Array(HEADER_BYTES + 3 * count);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, count, true);
  new Uint16Array(bytes.buffer, HEADER_BYTES, count).set(groupOf);
  bytes.set(oddness, HEADER_BYTES + 2 * count);
  return bytes;
}

export function decodeGroupColumns(buffer: ArrayBuffer): GroupColumns {
  const view = new DataView(buffer);
  const count = buffer.byteLength < HEADER_BYTES ? -1 : view.getUint32(4, true);
  if (
    count < 0 ||
    view.getUint32(0, true) !== MAGIC ||
    buffer.byteLength !== HEADER_BYTES + 3 * count
  ) {
    throw new AppError('internal', 'The core sent beat groups that this view cannot read.');
  }
  return {
    groupOf: new Uint16Array(buffer, HEADER_BYTES, count),
    oddness: new Uint8Array(buffer, HEADER_BYTES + 2 * count, count),
  };
}
