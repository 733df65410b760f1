import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SampleWindow } from '../../../../app/contract/samples.ts';
import { INVALID_SAMPLE } from '../../../../app/domain/recording.ts';
import { reduceSamples } from '../../../../app/signal/pyramid.ts';
import { traceLead, type Pen, type TraceGeometry } from '../../../../renderer/plot/trace-path.ts';

interface Stroke {
  readonly x: number;
  readonly y: number;
  readonly down: boolean;
}

class RecordingPen implements Pen {
  readonly strokes: Stroke[] = [];

  moveTo(x: number, y: number): void {
    this.strokes.push({ x, y, down: false });
  }

  lineTo(x: number, y: number): void {
    this.strokes.push({ x, y, down: true });
  }
}

/** One count is one pixel upwards from y = 0. */
function geometry(endSample: number, pixelsPerSample: number, originSample = 0): TraceGeometry {
  return { originSample, endSample, leftPx: 0, pixelsPerSample, zeroPx: 0, pixelsPerCount: 1 };
}

function rawTile(samples: Int16Array, startSample = 0): SampleWindow {
  return {
    startSample,
    samplesPerPoint: 1,
    pointsPerLead: samples.length,
    leads: [{ min: samples, max: samples }],
  };
}

function reducedTile(samples: Int16Array, samplesPerPoint: number): SampleWindow {
  const pairs = reduceSamples(samples, samplesPerPoint);
  return {
    startSample: 0,
    samplesPerPoint,
    pointsPerLead: pairs.length / 2,
    leads: [
      {
        min: pairs.filter((_, index) => index % 2 === 0),
        max: pairs.filter((_, index) => index % 2 === 1),
      },
    ],
  };
}

const counts = fc.int16Array({ min: -2000, max: 2000, minLength: 1, maxLength: 600 });

describe('traceLead', () => {
  it('draws raw samples one by one', () => {
    const pen = new RecordingPen();
    traceLead(pen, [rawTile(Int16Array.of(1, 5, -3))], 0, geometry(3, 2));
    expect(pen.strokes.filter(({ down }) => down)).toEqual([
      { x: 0, y: -1, down: true },
      { x: 2, y: -5, down: true },
      { x: 4, y: 3, down: true },
    ]);
  });

  it('never loses an extreme, whatever the level and the zoom', () => {
    fc.assert(
      fc.property(
        counts,
        fc.constantFrom(1, 4, 16, 64),
        fc.double({ min: 0.002, max: 3, noNaN: true }),
        (samples, samplesPerPoint, pixelsPerSample) => {
          const tile =
            samplesPerPoint === 1 ? rawTile(samples) : reducedTile(samples, samplesPerPoint);
          const pen = new RecordingPen();
          traceLead(pen, [tile], 0, geometry(samples.length, pixelsPerSample));
          // 0 - y, since -0 would not be 0.
          const drawn = pen.strokes.map(({ y }) => 0 - y);
          expect(Math.max(...drawn)).toBe(Math.max(...samples));
          expect(Math.min(...drawn)).toBe(Math.min(...samples));
        },
      ),
    );
  });

  it('never goes back in time and draws at most a few points a pixel', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0.002, max: 3, noNaN: true }), (samples, perSample) => {
        const pen = new RecordingPen();
        traceLead(pen, [rawTile(samples)], 0, geometry(samples.length, perSample));
        const xs = pen.strokes.map(({ x }) => x);
        expect(xs).toEqual(xs.toSorted((a, b) => a - b));
        expect(pen.strokes.length).toBeLessThanOrEqual(8 * samples.length * perSample + 8);
      }),
    );
  });

  it('leaves gaps open and says where they are', () => {
    const samples = Int16Array.of(1, 2, INVALID_SAMPLE, INVALID_SAMPLE, 3, 4);
    const pen = new RecordingPen();
    const gaps = traceLead(pen, [rawTile(samples)], 0, geometry(6, 10));
    expect(gaps).toEqual([{ startSample: 2, endSample: 4 }]);
    const lifted = pen.strokes.filter(({ down }) => !down).map(({ x }) => x);
    expect(lifted).toEqual([0, 40]);
  });

  it('joins tiles that touch, and does not bridge a tile that is still on its way', () => {
    const touching = new RecordingPen();
    traceLead(
      touching,
      [rawTile(Int16Array.of(1, 2)), rawTile(Int16Array.of(3, 4), 2)],
      0,
      geometry(4, 10),
    );
    expect(touching.strokes.filter(({ down }) => !down)).toHaveLength(1);

    const apart = new RecordingPen();
    traceLead(
      apart,
      [rawTile(Int16Array.of(1, 2)), rawTile(Int16Array.of(3, 4), 8)],
      0,
      geometry(10, 10),
    );
    expect(apart.strokes.filter(({ down }) => !down)).toHaveLength(2);
  });

  it('draws only what the window shows', () => {
    const pen = new RecordingPen();
    const samples = Int16Array.from({ length: 1000 }, (_, index) => index % 7);
    traceLead(pen, [rawTile(samples)], 0, geometry(510, 1, 500));
    expect(pen.strokes.length).toBeLessThan(20);
  });
});
