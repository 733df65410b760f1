/** Typed arrays as SQLite blobs and back; little endian, as every platform of Ectopy is. */

export function toBlob(column: Uint8Array | Int8Array | Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

/** Copies: a blob may start at any byte, a typed array may not. */
export function toUint32(blob: Uint8Array): Uint32Array {
  return new Uint32Array(new Uint8Array(blob).buffer);
}

export function toUint16(blob: Uint8Array): Uint16Array {
  return new Uint16Array(new Uint8Array(blob).buffer);
}

export function toUint8(blob: Uint8Array): Uint8Array {
  return new Uint8Array(blob);
}

export function toInt8(blob: Uint8Array): Int8Array {
  return new Int8Array(new Uint8Array(blob).buffer);
}
