import { describe, expect, it } from 'vitest';
import type { RecordingTrends } from '../../../../../app/contract/trends.ts';
import { zeroPerClass } from '../../../../../app/domain/beat-class.ts';
import { countBinS } from '../../../../../app/trends/count-bin.ts';
import { poincarePoints, pointsInside } from '../../../../../app/trends/poincare.ts';
import { BeatTable } from '../../../../../renderer/features/review/beat-table.ts';
import {
  beatIdsOf,
  beatsOf,
  countBeyond,
  dayData,
  histogramData,
  outlineOf,
  parseRange,
  poincareData,
  selectedMix,
  shareOfBeats,
  tachogramData,
} from '../../../../../renderer/features/trends/trend-data.ts';
import { TRENDS_TEXT } from '../../../../../renderer/text/trends.ts';

const RATE_HZ = 250;
const VENTRICULAR = 2;

/** A beat every 0.8 s for ten minutes; every tenth one is V and comes early. */
function table(): BeatTable {
  const count = 750;
  return new BeatTable({
    count,
    beatId: Uint32Array.from({ length: count }, (_, beat) => 1000 + beat),
    sample: Uint32Array.from(
      { length: count },
      (_, beat) => 200 * beat - (isEarly(beat) ? 75 : 0) + 100,
    ),
    beatClass: Uint8Array.from({ length: count }, (_, beat) => (isEarly(beat) ? VENTRICULAR : 0)),
    modelClass: new Uint8Array(count),
    confidence: new Uint8Array(count).fill(254),
    flags: new Uint8Array(count),
  });
}

const isEarly = (beat: number): boolean => beat % 10 === 5;
const length = { sampleRateHz: RATE_HZ, sampleCount: 750 * 200 + 100 };

describe('the Poincaré plot of a table', () => {
  it('selects by RR intervals the beats that come early, whatever they are called', () => {
    const beats = table();
    const points = poincarePoints(beatsOf(beats, length, []));
    const early = outlineOf({ beforeMs: [400, 600], afterMs: [1100, 1100] });
    const ids = beatIdsOf(points, pointsInside(points, early), beats);
    expect([...ids].every((id) => isEarly(id - 1000))).toBe(true);
    expect(ids.size).toBe(75);

    beats.selectIds(ids);
    expect(selectedMix(beats)).toMatchObject({ N: 0, V: 75 });
    const { selected, range } = poincareData(points, beats, true);
    expect(selected.reduce((sum, flag) => sum + flag, 0)).toBe(75);
    expect(range).toEqual([400, 1200]);
    expect(poincareData(points, beats, false).selected).toHaveLength(0);
    expect(countBeyond(points)).toBe(0);
    const lone = { ...points, afterMs: points.afterMs.with(3, 4630) };
    expect(countBeyond(lone)).toBe(1);
    expect(poincareData(lone, beats, false).range).toEqual([400, 2000]);
    expect(poincareData(lone, beats, false, Infinity).range).toEqual([400, 4700]);
  });

  it('has no point where excluded time lies between beats', () => {
    const beats = table();
    const whole = poincarePoints(beatsOf(beats, length, [])).beat.length;
    const excluded = [{ startSample: 20_210, endSample: 20_220 }];
    // The interval belongs to the beat at either end.
    expect(poincarePoints(beatsOf(beats, length, excluded)).beat).toHaveLength(whole - 2);
  });
});

it('has no share where no beat is analysed, which is not 0', () => {
  const none = { beats: 0, byClass: zeroPerClass() };
  expect(shareOfBeats(none, 'V')).toBeNull();
  const some = { beats: 200, byClass: { ...zeroPerClass(), N: 199, V: 1 } };
  expect(shareOfBeats(some, 'V')).toEqual({ count: 1, share: 0.005 });
  expect(shareOfBeats(some, 'S')).toEqual({ count: 0, share: 0 });
});

it('counts ectopy of a short recording finer than by hour, and says of which length', () => {
  const beats = table();
  const excluded = [{ startSample: 0, endSample: 60 * RATE_HZ }];
  const trends = { hours: [], excluded } as unknown as RecordingTrends;
  const { binS, edgesS, most, stacks } = dayData(beatsOf(beats, length, excluded), trends, String);
  expect([binS, edgesS.length]).toEqual([30, 22]);
  expect(stacks[0]?.counts.slice(0, 4)).toEqual([0, 0, 4, 4]);
  expect(most).toBe(4);
  expect(TRENDS_TEXT.dayHint('4', binS)).toContain('at most 4 in 30 s');
  expect([countBinS(1805, 3600, 12), countBinS(86_400, 3600, 12)]).toEqual([60, 3600]);
  expect([countBinS(86_400, 300, 48), countBinS(5, 300, 48)]).toEqual([300, 1]);
});

it('says how many intervals the last bin of the histogram holds', () => {
  const histogram = { binMs: 8, fromMs: -4, all: [0, 9, 75], nn: [0, 9, 0] };
  expect(histogramData(histogram).beyond).toBe('75 of 2.5 s or more');
  expect(histogramData({ ...histogram, all: [0, 9, 0] }).beyond).toBe('');
});

describe('the tachogram', () => {
  const format = String;

  it('is five minutes around the place, and whole at the ends', () => {
    const beats = table();
    const trend = beatsOf(beats, length, []);
    const middle = tachogramData(trend, beats, 75_000, format);
    expect([middle.fromS, middle.toS]).toEqual([150, 450]);
    expect(middle.timeS.every((timeS) => timeS >= 150 && timeS < 450)).toBe(true);
    const first = tachogramData(trend, beats, 10, format);
    expect([first.fromS, first.toS]).toEqual([0, 300]);
    expect(first.intervalMs[0]).toBeNaN();
    expect(first.intervalMs[5]).toBe(500);
    expect(tachogramData(trend, beats, 1e9, format).toS).toBe(length.sampleCount / RATE_HZ);
  });
});

it.each([
  ['400-600', [400, 600]],
  [' 400 – 600 ', [400, 600]],
  ['400 to 600.5', [400, 600.5]],
  ['600-400', null],
  ['400', null],
  ['a-b', null],
])('reads the range %j', (text, range) => {
  expect(parseRange(text)).toEqual(range);
});
