import { AppError } from '../domain/app-error.ts';

/**
 * Binary layout of one window of samples, little endian:
 *
 *   u32 magic "ECS1" · u32 leadCount · u32 pointsPerLead · u32 samplesPerPoint
 *   f64 startSample (of point 0)
 *   then per lead: int16 min[pointsPerLead], int16 max[pointsPerLead]
 *
 * `samplesPerPoint` 1 means raw samples: only min is present (max would be the same).
 * INVALID_SAMPLE in both marks a point without any valid sample.
 */
const MAGIC = 0x31534345;
const HEADER_BYTES = 24;

export interface SampleWindow {
  readonly startSample: number;
  readonly samplesPerPoint: number;
  readonly pointsPerLead: number;
  /** Per lead; views into the received buffer, no copy. */
  readonly leads: readonly { readonly min: Int16Array; readonly max: Int16Array }[];
}

export function encodeSampleWindow(window: SampleWindow): Uint8Array<ArrayBuffer> {
  const { pointsPerLead, leads, samplesPerPoint } = window;
  const raw = samplesPerPoint === 1;
  const valuesPerLead = raw ? pointsPerLead : 2 * pointsPerLead;
  const buffer = new ArrayBuffer(HEADER_BYTES + 2 * valuesPerLead * leads.length);
  const view = new DataView(buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, leads.length, true);
  view.setUint32(8, pointsPerLead, true);
  view.setUint32(12, samplesPerPoint, true);
  view.setFloat64(16, window.startSample, true);
  leads.forEach((lead, index) => {
    const values = new Int16Array(buffer, HEADER_BYTES + 2 * valuesPerLead * index, valuesPerLead);
    values.set(lead.min, 0);
    if (!raw) values.set(lead.max, pointsPerLead);
  });
  return new Uint8Array(buffer);
}

export function decodeSampleWindow(buffer: ArrayBuffer): SampleWindow {
  const view = new DataView(buffer);
  if (buffer.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) {
    throw new AppError('internal', 'The core sent a sample window that this view cannot read.');
  }
  const leadCount = view.getUint32(4, true);
  const pointsPerLead = view.getUint32(8, true);
  const samplesPerPoint = view.getUint32(12, true);
  const raw = samplesPerPoint === 1;
  const valuesPerLead = raw ? pointsPerLead : 2 * pointsPerLead;
  const leads = Array.from({ length: leadCount }, (_, index) => {
    const offset = HEADER_BYTES + 2 * valuesPerLead * index;
    const min = new Int16Array(buffer, offset, pointsPerLead);
    const max = raw ? min : new Int16Array(buffer, offset + 2 * pointsPerLead, pointsPerLead);
    return { min, max };
  });
  return { startSample: view.getFloat64(16, true), samplesPerPoint, pointsPerLead, leads };
}
