import { beforeEach, describe, expect, it } from 'vitest';
import {
  Playback,
  type PlayMode,
} from '../../../../../renderer/features/review/playback.svelte.ts';
import { StripView, type FrameLoop } from '../../../../../renderer/plot/index.ts';

const RATE_HZ = 250;
/** Ten seconds on 250 mm of paper. */
const WINDOW = 2500;

let view: StripView;
let tick: ((nowMs: number) => void) | null;
let waiting: boolean;
let lessMotion: boolean;
let nowMs: number;

beforeEach(() => {
  view = new StripView({ sampleRateHz: RATE_HZ, sampleCount: 60 * RATE_HZ });
  view.pixelsPerMm = 4;
  view.widthPx = 48 + 1000;
  tick = null;
  waiting = false;
  lessMotion = false;
  nowMs = 1000;
});

function play(mode: PlayMode): Playback {
  const frames = {
    addTicker: (added: (nowMs: number) => void) => {
      tick = added;
      return () => {
        tick = null;
      };
    },
  } as unknown as FrameLoop;
  const playback = new Playback(view, frames, {
    prefersLessMotion: () => lessMotion,
    isWaiting: () => waiting,
  });
  playback.mode = mode;
  playback.toggle();
  tick?.(nowMs);
  return playback;
}

/** Lets time pass in frames of a display with 50 Hz. */
function pass(seconds: number): void {
  for (let frame = 0; frame < 50 * seconds; frame += 1) tick?.((nowMs += 20));
}

function secondsAt(sample: number | null): number {
  return Math.round((100 * (sample ?? NaN)) / RATE_HZ) / 100;
}

describe('scrolling', () => {
  it('moves the paper in real time and ends with the recording', () => {
    const playback = play('scroll');
    pass(3);
    expect(secondsAt(view.startSample)).toBe(3);
    playback.rate = 10;
    pass(10);
    expect(view.endSample).toBe(view.sampleCount);
    expect(playback.playing).toBe(false);
  });

  it('leaves nothing out after a stall, nor while samples are on their way', () => {
    play('scroll');
    tick?.((nowMs += 5000));
    expect(secondsAt(view.startSample)).toBe(0.1);
    waiting = true;
    pass(2);
    expect(secondsAt(view.startSample)).toBe(0.1);
    waiting = false;
    pass(1);
    expect(secondsAt(view.startSample)).toBe(1.1);
  });
});

describe('pages', () => {
  it('move a line over paper that stands still, then turn to what comes next', () => {
    play('page');
    pass(4);
    expect(view.startSample).toBe(0);
    expect(secondsAt(view.line)).toBe(4);
    pass(8);
    expect(view.startSample).toBe(WINDOW);
    expect(secondsAt(view.line)).toBe(12);
    expect(view.placeSample).toBe(view.line);
    view.scrollTo(5 * RATE_HZ);
    expect(secondsAt(view.placeSample)).toBe(5);
  });

  it('go on where they were paused, and from the left after a scroll', () => {
    const playback = play('page');
    pass(4);
    playback.pause();
    playback.toggle();
    tick?.(nowMs);
    pass(1);
    expect(secondsAt(view.line)).toBe(5);
    view.scrollTo(20 * RATE_HZ);
    pass(1);
    expect(secondsAt(view.line)).toBe(21);
  });

  it('run to the very end of the recording', () => {
    const playback = play('page');
    playback.rate = 8;
    pass(8);
    expect(view.line).toBe(view.sampleCount);
    expect(playback.playing).toBe(false);
    expect(view.endSample).toBe(view.sampleCount);
  });

  it('take the place of all motion for readers who asked for less', () => {
    lessMotion = true;
    play('scroll');
    pass(4);
    expect(view.startSample).toBe(0);
    pass(7);
    expect(view.startSample).toBe(WINDOW);
  });
});

describe('a sweep', () => {
  it('draws what comes next over what was seen, and shows one stretch of time at any moment', () => {
    play('sweep');
    pass(4);
    expect(secondsAt(view.startSample)).toBe(10);
    const [fresh, old] = view.shown;
    expect(secondsAt(fresh?.endSample ?? 0)).toBe(14);
    expect(old?.endSample).toBe(fresh?.startSample);
    // 5 mm of empty paper at 25 mm/s.
    expect(secondsAt(old?.startSample ?? 0)).toBe(4.2);
    expect(view.xOfSample(11 * RATE_HZ)).toBe(view.gutterPx + 100);
    expect(view.xOfSample(9 * RATE_HZ)).toBe(view.gutterPx + 900);
    for (const x of [60, 300, 700, 1000])
      expect(view.xOfSample(view.sampleAtX(x))).toBeCloseTo(x, 0);
    expect(view.isVisible(9 * RATE_HZ)).toBe(true);
    expect(view.isVisible(2 * RATE_HZ)).toBe(false);
    expect(view.isVisible(16 * RATE_HZ)).toBe(false);
    pass(7);
    expect(secondsAt(view.startSample)).toBe(20);
    expect(secondsAt(view.line)).toBe(21);
  });

  it('leaves the time up to the line when it is paused, and goes on from there', () => {
    const playback = play('sweep');
    pass(4);
    playback.pause();
    expect(view.isSwept).toBe(false);
    expect(secondsAt(view.endSample)).toBe(14);
    playback.toggle();
    tick?.(nowMs);
    pass(1);
    expect(secondsAt(view.line)).toBe(15);
  });

  it('ends with the recording in full view', () => {
    const playback = play('sweep');
    playback.rate = 60;
    pass(4);
    expect(playback.playing).toBe(false);
    expect(view.endSample).toBe(view.sampleCount);
  });
});

it('keeps the place when the way of playing changes', () => {
  const playback = play('sweep');
  pass(4);
  playback.mode = 'scroll';
  expect(secondsAt(view.endSample)).toBe(14);
  pass(1);
  expect(secondsAt(view.endSample)).toBe(15);
});
