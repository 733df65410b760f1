import { beforeEach, describe, expect, it } from 'vitest';
import { StripView } from '../../../../renderer/plot/strip-view.svelte.ts';

let view: StripView;

beforeEach(() => {
  view = new StripView({ sampleRateHz: 250, sampleCount: 250 * 3600 });
  view.pixelsPerMm = 4;
  // 12 mm of gutter and 250 mm of trace: ten seconds at 25 mm/s.
  view.widthPx = 48 + 1000;
});

describe('StripView', () => {
  it('shows ten seconds on 250 mm of paper at 25 mm/s', () => {
    expect(view.visibleSamples).toBe(2500);
    view.mmPerSecond = 50;
    expect(view.visibleSamples).toBeLessThan(1250 + 1);
  });

  it('maps samples to pixels and back', () => {
    view.scrollTo(1000);
    expect(view.xOfSample(1000)).toBe(view.gutterPx);
    expect(view.sampleAtX(view.xOfSample(1777))).toBe(1777);
    expect(view.sampleAtX(-1e6)).toBe(0);
    expect(view.sampleAtX(1e9)).toBe(view.sampleCount - 1);
  });

  it('stays inside the recording', () => {
    view.scrollTo(-5);
    expect(view.startSample).toBe(0);
    view.scrollTo(1e9);
    expect(view.endSample).toBe(view.sampleCount);
  });

  it('does not move for a beat that is in view, and centres one that is not', () => {
    view.scrollTo(10_000);
    view.reveal(11_000);
    expect(view.startSample).toBe(10_000);
    view.reveal(40_000);
    expect(40_000 - view.startSample).toBe(view.visibleSamples / 2);
  });

  it('centres a beat at the very edge, but not where the recording ends', () => {
    view.scrollTo(10_000);
    view.reveal(10_010);
    expect(view.startSample).toBeLessThan(10_000);
    view.scrollTo(0);
    view.reveal(5);
    expect(view.startSample).toBe(0);
  });

  it('keeps the anchor where it is on screen when the speed changes', () => {
    view.scrollTo(10_000);
    const share = (12_000 - view.startSample) / view.visibleSamples;
    view.setSpeed(12.5, 12_000);
    expect((12_000 - view.startSample) / view.visibleSamples).toBeCloseTo(share, 6);
  });

  it('comes back to its place after the window was made wider and narrow again', () => {
    view.scrollTo(1e9);
    const place = view.startSample;
    view.widthPx = 3000;
    expect(view.endSample).toBe(view.sampleCount);
    view.widthPx = 48 + 1000;
    expect(view.startSample).toBe(place);
  });
});
