import { beforeEach, describe, expect, it } from 'vitest';
import {
  caliperInterval,
  marchSamples,
} from '../../../../../renderer/features/calipers/caliper-interval.ts';
import { Calipers } from '../../../../../renderer/features/calipers/calipers.svelte.ts';
import { StripView } from '../../../../../renderer/plot/strip-view.svelte.ts';
import { CALIPER_TEXT } from '../../../../../renderer/text/calipers.ts';

const RATE = 360;

describe('caliperInterval', () => {
  it('is what the pixels on screen are at the scale of the paper', () => {
    const view = new StripView({ sampleRateHz: RATE, sampleCount: 360 * 60 });
    view.widthPx = 1400;
    for (const mmPerSecond of [12.5, 25, 50]) {
      for (const pixelsPerMm of [3.78, 5]) {
        view.mmPerSecond = mmPerSecond;
        view.pixelsPerMm = pixelsPerMm;
        const x = view.gutterPx + 100;
        const legs = { first: view.sampleAtX(x), second: view.sampleAtX(x + 20 * pixelsPerMm) };
        const trueMs = (20 / mmPerSecond) * 1000;
        // Each leg is at the nearest sample, so that they are at most one sample off together.
        const { milliseconds, bpm } = caliperInterval(legs, RATE);
        expect(Math.abs(milliseconds - trueMs)).toBeLessThanOrEqual(1000 / RATE + 1e-9);
        expect(bpm).toBeCloseTo(60_000 / milliseconds, 9);
      }
    }
  });

  it('is exact to the sample, whichever leg is first', () => {
    expect(caliperInterval({ first: 720, second: 360 }, RATE)).toEqual({
      milliseconds: 1000,
      bpm: 60,
    });
    expect(caliperInterval({ first: 5, second: 5 }, RATE).bpm).toBeNull();
  });
});

describe('marchSamples', () => {
  it('repeats the interval to both sides without adding up, the legs left out', () => {
    const legs = { first: 1290, second: 1000 };
    expect(marchSamples(legs, 400, 2000, 2)).toEqual([420, 710, 1580, 1870]);
    const far = marchSamples(legs, 1000 + 290 * 100_000, 1000 + 290 * 100_000 + 1, 2);
    expect(far).toEqual([1000 + 290 * 100_000]);
  });

  it('leaves marks out that could not be told apart', () => {
    expect(marchSamples({ first: 0, second: 3 }, 0, 1000, 1)).toEqual([]);
    expect(marchSamples({ first: 7, second: 7 }, 0, 1000, 1)).toEqual([]);
  });
});

describe('Calipers', () => {
  let calipers: Calipers;
  let reads: number[];

  beforeEach(() => {
    reads = [];
    calipers = new Calipers({
      sampleRateHz: RATE,
      sampleCount: 10_000,
      read: (sample) => {
        reads.push(sample);
        return Promise.resolve([sample / 100, null]);
      },
    });
  });

  it('measures from click to click, the second leg following the pointer between', () => {
    calipers.click(1000, 10);
    calipers.hover(1200);
    expect(calipers.legs).toEqual({ first: 1000, second: 1200 });
    calipers.click(1360, 10);
    calipers.hover(5000);
    expect(calipers.legs).toEqual({ first: 1000, second: 1360 });
    expect(calipers.interval?.milliseconds).toBe(1000);
  });

  it('takes up the leg at hand, and begins anew elsewhere', () => {
    calipers.takeOut(1000, 1360);
    calipers.click(1004, 10);
    calipers.hover(900);
    calipers.click(900, 10);
    expect(calipers.legs).toEqual({ first: 900, second: 1360 });
    calipers.click(4000, 10);
    expect(calipers.legs).toEqual({ first: 4000, second: 4000 });
  });

  it('is moved from the keyboard, a leg at a time and never out of the recording', () => {
    calipers.takeOut(1000, 1360);
    calipers.nudge(-1);
    calipers.swap();
    calipers.nudge(20_000);
    expect(calipers.legs).toEqual({ first: 9999, second: 1359 });
  });

  it('gives each lead’s difference from the earlier leg to the later one', async () => {
    calipers.takeOut(1360, 1000);
    expect(calipers.differenceMv(0)).toBeNull();
    await Promise.resolve();
    await Promise.resolve();
    expect(calipers.differenceMv(0)).toBeCloseTo(3.6, 9);
    expect(calipers.differenceMv(1)).toBeNull();
    expect(reads).toEqual([1360, 1000]);
  });
});

describe('CALIPER_TEXT', () => {
  it('says milliseconds, rate and millivolts', () => {
    expect(CALIPER_TEXT.interval({ milliseconds: 811.11, bpm: 73.97 })).toBe('811 ms · 74 bpm');
    expect(CALIPER_TEXT.interval({ milliseconds: 4000, bpm: 15 })).toBe('4,000 ms · 15.0 bpm');
    expect(CALIPER_TEXT.millivolts('II', -0.317)).toBe('II −0.32 mV');
  });
});
