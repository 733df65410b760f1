import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ViewState } from '../../../../../app/contract/schemas.ts';
import { ViewStateSaver } from '../../../../../renderer/features/review/view-state-saver.ts';

const OPENED: ViewState = {
  startSample: 0,
  mmPerSecond: 25,
  mmPerMv: 10,
  selectedBeatId: null,
  filter: 'all',
  showRr: true,
  hiddenLeads: [],
  leadGains: [],
  displayFilter: { highPassHz: null, notchHz: null, lowPassHz: null },
  disclosure: { rowSeconds: 60, lead: 0, mmPerMv: 4 },
};

let saved: ViewState[];
let answers: (() => void)[];
let saver: ViewStateSaver;

beforeEach(() => {
  vi.useFakeTimers();
  saved = [];
  answers = [];
  saver = new ViewStateSaver((state) => {
    saved.push(state);
    return new Promise<void>((resolve) => answers.push(resolve));
  });
  saver.schedule(OPENED);
});

afterEach(() => {
  vi.useRealTimers();
});

async function answer(): Promise<void> {
  answers.shift()?.();
  await vi.advanceTimersByTimeAsync(0);
}

describe('ViewStateSaver', () => {
  it('stores nothing that is stored already', async () => {
    saver.flush();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saved).toEqual([]);
  });

  it('stores a selection at once, with the place that goes with it', () => {
    saver.schedule({ ...OPENED, startSample: 900, selectedBeatId: 7 });
    expect(saved).toMatchObject([{ startSample: 900, selectedBeatId: 7 }]);
  });

  it('stores scrolling when it rests, and only where it came to rest', async () => {
    for (let startSample = 1; startSample <= 100; startSample += 1) {
      saver.schedule({ ...OPENED, startSample });
      await vi.advanceTimersByTimeAsync(16);
    }
    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(saved).toMatchObject([{ startSample: 100 }]);
  });

  it('has one request under way while a key is held, and ends with the last state', async () => {
    for (let beatId = 1; beatId <= 30; beatId += 1) {
      saver.schedule({ ...OPENED, selectedBeatId: beatId });
    }
    expect(saved).toHaveLength(1);
    await answer();
    expect(saved.map(({ selectedBeatId }) => selectedBeatId)).toEqual([1, 30]);
    await answer();
    expect(saved).toHaveLength(2);
  });

  it('stores a scroll that has not come to rest when the window is about to go', () => {
    saver.schedule({ ...OPENED, startSample: 55 });
    saver.flush();
    expect(saved).toMatchObject([{ startSample: 55 }]);
  });

  it('survives a core that does not answer for a while', async () => {
    const failing = new ViewStateSaver((state) => {
      saved.push(state);
      return Promise.reject(new Error('no core'));
    });
    failing.schedule(OPENED);
    failing.schedule({ ...OPENED, filter: 'V' });
    await vi.advanceTimersByTimeAsync(0);
    failing.schedule({ ...OPENED, filter: 'S' });
    expect(saved.map(({ filter }) => filter)).toEqual(['V', 'S']);
  });
});
