import { AppError } from '../domain/app-error.ts';

/**
 * Beats as they are drawn over each other: millivolts around each beat's place, each lead less its
 * median in the beat. Little endian:
 *
 *   u32 magic "ECW1" · u32 beatCount · u32 leadCount · u32 length
 *   f32 startS · f32 stepS
 *   f32 millivolts[beatCount][leadCount][length]
 */
const MAGIC = 0x31574345;
const HEADER_BYTES = 24;

export interface ShapeColumns {
  readonly beatCount: number;
  readonly leadCount: number;
  /** Points of a beat in a lead. */
  readonly length: number;
  /** Time of the first point from the beat's place, and from point to point, s. */
  readonly startS: number;
  readonly stepS: number;
  readonly millivolts: Float32Array;
}

export function encodeShapeColumns(shapes: ShapeColumns): Uint8Array {
  const { beatCount, leadCount, length, startS, stepS, millivolts } = shapes;
  const bytes = new Uint8Array(HEADER_BYTES + 4 * millivolts.length);
  const view = new DataView(bytes.buffer);
  [MAGIC, beatCount, leadCount, length].forEach((value, index) => {
    view.setUint32(4 * index, value, true);
  });
  view.setFloat32(16, startS, true);
  view.setFloat32(20, stepS, true);
  new Float32Array(bytes.buffer, HEADER_BYTES).set(millivolts);
  return bytes;
}

export function decodeShapeColumns(buffer: ArrayBuffer): ShapeColumns {
  const view = new DataView(buffer);
  const isWhole = buffer.byteLength >= HEADER_BYTES && view.getUint32(0, true) === MAGIC;
  const [beatCount = 0, leadCount = 0, length = 0] = isWhole
    ? [4, 8, 12].map((at) => view.getUint32(at, true))
    : [];
  const count = beatCount * leadCount * length;
  if (!isWhole || buffer.byteLength !== HEADER_BYTES + 4 * count) {
    throw new AppError('internal', 'The core sent beats that this view cannot draw.');
  }
  return {
    beatCount,
    leadCount,
    length,
    startS: view.getFloat32(16, true),
    stepS: view.getFloat32(20, true),
    millivolts: new Float32Array(buffer, HEADER_BYTES, count),
  };
}
