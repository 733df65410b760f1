import { beforeEach, describe, expect, it } from 'vitest';
import type { SampleWindow } from '../../../../app/contract/samples.ts';
import { WindowLoader } from '../../../../renderer/plot/window-loader.ts';

interface Request {
  readonly startSample: number;
  readonly endSample: number;
  readonly columns: number;
  readonly signal: AbortSignal;
  answer(): Promise<void>;
  fail(error: Error): Promise<void>;
}

const SAMPLE_COUNT = 1_000_000;
let requests: Request[];
let loadedCalls: number;
let failures: unknown[];
let loader: WindowLoader;

/** Lets promise callbacks of the loader run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

beforeEach(() => {
  requests = [];
  loadedCalls = 0;
  failures = [];
  loader = new WindowLoader({
    sampleCount: SAMPLE_COUNT,
    fetchWindow: (startSample, endSample, columns, signal) =>
      new Promise<SampleWindow>((resolve, reject) => {
        requests.push({
          startSample,
          endSample,
          columns,
          signal,
          answer: () => {
            const samplesPerPoint = Math.max(1, Math.floor((endSample - startSample) / columns));
            const pointsPerLead = Math.ceil((endSample - startSample) / samplesPerPoint);
            resolve({ startSample, samplesPerPoint, pointsPerLead, leads: [] });
            return settle();
          },
          fail: (error) => {
            reject(error);
            return settle();
          },
        });
      }),
    onLoaded: () => {
      loadedCalls += 1;
    },
    onFailed: (error) => failures.push(error),
  });
});

async function answerAll(): Promise<void> {
  for (const request of requests) await request.answer();
}

function covers(tiles: readonly SampleWindow[], start: number, end: number): boolean {
  let reached = start;
  for (const tile of tiles) {
    if (tile.startSample > reached) return false;
    reached = tile.startSample + tile.pointsPerLead * tile.samplesPerPoint;
  }
  return reached >= end;
}

describe('WindowLoader', () => {
  it('asks for the window, then a screen to both sides, and draws again when they arrive', async () => {
    expect(loader.tiles(48_000, 52_000, 2)).toEqual([]);
    expect(requests.map(({ startSample, endSample }) => [startSample, endSample])).toEqual([
      [40_960, 49_152],
      [49_152, 57_344],
    ]);
    await answerAll();
    expect(covers(loader.tiles(48_000, 52_000, 2), 48_000, 52_000)).toBe(true);
    expect(loadedCalls).toBe(2);
    loader.tiles(52_000, 56_000, 2);
    const start = Math.min(...requests.map(({ startSample }) => startSample));
    const end = Math.max(...requests.map(({ endSample }) => endSample));
    expect(start).toBeLessThanOrEqual(48_000);
    expect(end).toBeGreaterThanOrEqual(60_000);
  });

  it('asks for nothing twice while scrolling inside what it has', async () => {
    loader.tiles(50_000, 54_000, 2);
    await answerAll();
    loader.tiles(50_000, 54_000, 2);
    await answerAll();
    const asked = requests.length;
    for (let start = 50_000; start < 52_000; start += 37) loader.tiles(start, start + 4000, 2);
    const ranges = requests.map(({ startSample }) => startSample);
    expect(new Set(ranges).size).toBe(ranges.length);
    expect(requests.length - asked).toBeLessThanOrEqual(1);
  });

  it('cancels what a jump has made useless, and its late answer changes nothing', async () => {
    loader.tiles(50_000, 54_000, 2);
    const stale = [...requests];
    loader.tiles(800_000, 804_000, 2);
    expect(stale.every(({ signal }) => signal.aborted)).toBe(true);
    for (const request of stale) await request.answer();
    expect(loadedCalls).toBe(0);
  });

  it('shows another resolution until the wanted one is there', async () => {
    loader.tiles(50_000, 54_000, 2);
    await answerAll();
    const standIns = loader.tiles(50_000, 54_000, 1);
    expect(covers(standIns, 50_000, 54_000)).toBe(true);
    await answerAll();
    expect(loader.tiles(50_000, 54_000, 1).every((tile) => tile.samplesPerPoint === 1)).toBe(true);
  });

  it('reports a failure once and asks again only when told to', async () => {
    loader.tiles(0, 1000, 1);
    for (const request of requests) await request.fail(new Error('no core'));
    expect(failures).not.toHaveLength(0);
    const asked = requests.length;
    loader.tiles(0, 1000, 1);
    expect(requests).toHaveLength(asked);
    loader.retry();
    loader.tiles(0, 1000, 1);
    expect(requests.length).toBeGreaterThan(asked);
  });

  it('never asks beyond the recording', () => {
    loader.tiles(SAMPLE_COUNT - 500, SAMPLE_COUNT + 500, 1);
    for (const { startSample, endSample } of requests) {
      expect(startSample).toBeGreaterThanOrEqual(0);
      expect(endSample).toBeLessThanOrEqual(SAMPLE_COUNT);
      expect(endSample).toBeGreaterThan(startSample);
    }
  });
});
