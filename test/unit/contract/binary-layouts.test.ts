import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeBeatColumns,
  encodeBeatColumns,
  type BeatColumns,
} from '../../../app/contract/beat-columns.ts';
import { decodeSampleWindow, encodeSampleWindow } from '../../../app/contract/samples.ts';

const sampleValue = fc.integer({ min: -32768, max: 32767 });

test('a sample window survives the crossing', () => {
  fc.assert(
    fc.property(
      fc.array(sampleValue, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom(1, 16, 64),
      (values, leadCount, samplesPerPoint) => {
        const min = Int16Array.from(values);
        const max = samplesPerPoint === 1 ? min : Int16Array.from(values, (x) => x + 1);
        const leads = Array.from({ length: leadCount }, () => ({ min, max }));
        const window = { startSample: 3e9, samplesPerPoint, pointsPerLead: min.length, leads };
        const bytes = encodeSampleWindow(window);
        expect(decodeSampleWindow(bytes.buffer)).toEqual(window);
      },
    ),
  );
});

test('a beat table survives the crossing, and a damaged one is refused', () => {
  const columns: BeatColumns = {
    count: 3,
    beatId: Uint32Array.of(1, 2, 9),
    sample: Uint32Array.of(10, 300, 4_000_000_000),
    beatClass: Uint8Array.of(0, 2, 4),
    modelClass: Uint8Array.of(0, 1, 255),
    confidence: Uint8Array.of(254, 10, 0),
    flags: Uint8Array.of(0, 1, 1),
  };
  const buffer = encodeBeatColumns(columns).buffer as ArrayBuffer;
  expect(decodeBeatColumns(buffer)).toEqual(columns);
  expect(() => decodeBeatColumns(buffer.slice(0, -1))).toThrow(/beat table/);
  expect(() => decodeBeatColumns(new ArrayBuffer(3))).toThrow(/beat table/);
  expect(() => decodeSampleWindow(new ArrayBuffer(3))).toThrow(/sample window/);
});
