import { describe, expect, test } from 'vitest';
import { createDemoHolter, type DemoHolter } from '../../../../app/demo/demo-holter.ts';
import { BEAT_CLASSES, beatClassIndex, type BeatClass } from '../../../../app/domain/beat-class.ts';
import { INVALID_SAMPLE } from '../../../../app/domain/recording.ts';

const COUNTS_PER_MV = 200;

function signal(demo: DemoHolter): Int16Array[] {
  const leads = demo.info.leads.map(() => new Int16Array(demo.sampleCount));
  let expected = 0;
  for (const chunk of demo.chunks()) {
    expect(chunk.startSample).toBe(expected);
    chunk.leads.forEach((values, lead) => leads[lead]?.set(values, chunk.startSample));
    expected += chunk.leads[0]?.length ?? 0;
  }
  expect(expected).toBe(demo.sampleCount);
  return leads;
}

function countOf(demo: DemoHolter, beatClass: BeatClass): number {
  return demo.truth.beatClass.filter((index) => index === beatClassIndex(beatClass)).length;
}

/** Class letters and RR intervals in seconds of all beats, outside AF. */
function rhythm(demo: DemoHolter): { letter: string; beforeS: number; afterS: number }[] {
  const { sample, beatClass, episodes } = demo.truth;
  const fibrillation = episodes.filter(({ kind }) => kind === 'atrial-fibrillation');
  const beats = [];
  for (let index = 1; index + 1 < sample.length; index += 1) {
    const [before = 0, here = 0, after = 0] = sample.subarray(index - 1, index + 2);
    if (fibrillation.some((span) => here > span.startSample - 500 && here < span.endSample + 500)) {
      continue;
    }
    beats.push({
      letter: BEAT_CLASSES[beatClass[index] ?? 0] ?? '',
      beforeS: (here - before) / demo.info.sampleRateHz,
      afterS: (after - here) / demo.info.sampleRateHz,
    });
  }
  return beats;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

const twoHours = createDemoHolter({ seed: 11, hours: 2, leadCount: 3, sampleRateHz: 250 });
const twoHourSignal = signal(twoHours);

describe('demo Holter', () => {
  test('is the same for the same seed and another for another', () => {
    const options = { seed: 4, hours: 0.05, leadCount: 2, sampleRateHz: 250 };
    const first = createDemoHolter(options);
    const again = createDemoHolter(options);
    const other = createDemoHolter({ ...options, seed: 5 });
    expect(signal(first)).toEqual(signal(again));
    expect(signal(first)).toEqual(signal(first));
    expect(first.truth).toEqual(again.truth);
    expect(signal(first)).not.toEqual(signal(other));
    expect(first.truth.sample).not.toEqual(other.truth.sample);
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7])('three minutes of seed %i hold beats to correct', (seed) => {
    const demo = createDemoHolter({ seed, hours: 0.05, leadCount: 3, sampleRateHz: 250 });
    expect(countOf(demo, 'V')).toBeGreaterThanOrEqual(4);
    expect(countOf(demo, 'S')).toBeGreaterThanOrEqual(2);
    expect(countOf(demo, 'F')).toBeGreaterThanOrEqual(1);
    expect(countOf(demo, 'N')).toBeGreaterThan(130);
  });

  test.each([
    [1, 100],
    [2, 128],
    [6, 360],
    [12, 1000],
  ])('%i leads at %i Hz have an R wave where the truth says', (leadCount, sampleRateHz) => {
    const demo = createDemoHolter({ seed: 2, hours: 0.02, leadCount, sampleRateHz });
    const leads = signal(demo);
    expect(leads).toHaveLength(leadCount);
    const second =
      leads[demo.info.leads.findIndex(({ name }) => name === 'II')] ?? new Int16Array();
    const reach = Math.round(0.04 * sampleRateHz);
    demo.truth.sample.forEach((sample, index) => {
      if (demo.truth.beatClass[index] !== beatClassIndex('N') || sample < reach) return;
      const around = second.subarray(sample - reach, sample + reach + 1);
      const peakMv = Math.max(...around) / COUNTS_PER_MV;
      expect(peakMv).toBeGreaterThan(0.6);
      expect(peakMv).toBeLessThan(2);
    });
  });

  test('has every class, every kind of episode and a rate that a day has', () => {
    const kinds = new Set(twoHours.truth.episodes.map(({ kind }) => kind));
    for (const kind of [
      'atrial-fibrillation',
      'ventricular-run',
      'supraventricular-run',
      'bigeminy',
      'trigeminy',
      'pause',
      'noise',
      'lead-off',
    ] as const) {
      expect(kinds).toContain(kind);
    }
    for (const beatClass of BEAT_CLASSES) expect(countOf(twoHours, beatClass)).toBeGreaterThan(0);
    const beatsPerMinute = twoHours.truth.sample.length / 120;
    expect(beatsPerMinute).toBeGreaterThan(55);
    expect(beatsPerMinute).toBeLessThan(100);
  });

  test('sleeps at night', () => {
    const day = createDemoHolter({ seed: 1, hours: 24, leadCount: 1, sampleRateHz: 100 });
    // From 09:30: 18 h later it is 03:30.
    const rateAt = (hour: number) => {
      const from = hour * 360_000;
      return day.truth.sample.filter((at) => at >= from && at < from + 360_000).length / 60;
    };
    expect(rateAt(18)).toBeLessThan(62);
    expect(rateAt(2)).toBeGreaterThan(66);
  });

  test('ventricular beats come early and wait for the sinus node, atrial ones reset it', () => {
    const beats = rhythm(twoHours);
    // Single ectopic beats in sinus rhythm, in units of the RR interval before them.
    const singles = (letter: string) =>
      beats.flatMap(({ beforeS, afterS, ...beat }, index) => {
        const [secondLast, last, next] = [beats[index - 2], beats[index - 1], beats[index + 1]];
        const alone = [secondLast, last, next].every((other) => other?.letter === 'N');
        if (beat.letter !== letter || !alone || last === undefined || afterS > 2.2) return [];
        return [{ early: beforeS / last.beforeS, both: (beforeS + afterS) / last.beforeS }];
      });
    const ventricular = singles('V');
    const atrial = singles('S');
    expect(median(ventricular.map(({ early }) => early))).toBeLessThan(0.75);
    expect(Math.abs(median(ventricular.map(({ both }) => both)) - 2)).toBeLessThan(0.06);
    expect(median(atrial.map(({ early }) => early))).toBeLessThan(0.75);
    expect(median(atrial.map(({ both }) => both))).toBeLessThan(1.9);
  });

  test('atrial fibrillation is irregular beat by beat', () => {
    const { sample, episodes } = twoHours.truth;
    const span = episodes.find(({ kind }) => kind === 'atrial-fibrillation');
    const variation = (from: number, until: number) => {
      const inside = [...sample].filter((at) => at >= from && at < until);
      const changes = inside.slice(2).map((at, index) => {
        const middle = inside[index + 1] ?? 0;
        return Math.abs(at - middle - (middle - (inside[index] ?? 0)));
      });
      return median(changes) / 250;
    };
    const start = span?.startSample ?? 0;
    const end = span?.endSample ?? 0;
    expect(variation(start, end)).toBeGreaterThan(0.08);
    expect(variation(start - 50_000, start - 5000)).toBeLessThan(0.04);
  });

  test('pauses last more than two and a half seconds without a beat', () => {
    const pauses = twoHours.truth.episodes.filter(({ kind }) => kind === 'pause');
    for (const { startSample, endSample } of pauses) {
      expect(endSample - startSample).toBeGreaterThan(2.5 * 250);
      const inside = twoHours.truth.sample.filter((at) => at > startSample && at < endSample);
      expect(inside).toHaveLength(0);
    }
  });

  test('ventricular QRS complexes are wider than normal ones', () => {
    const lead = twoHourSignal[0] ?? new Int16Array();
    const { sample, beatClass } = twoHours.truth;
    // Time over half of the peak-to-peak height within 100 ms of the R peak.
    const widthS = (letter: BeatClass) =>
      median(
        [...sample]
          .filter((at, index) => beatClass[index] === beatClassIndex(letter) && at > 100)
          .slice(0, 60)
          .map((at) => {
            const around = [...lead.subarray(at - 25, at + 26)];
            const rest = median(around.slice(0, 6));
            const largest = Math.max(...around.map((value) => Math.abs(value - rest)));
            return around.filter((value) => Math.abs(value - rest) > largest / 2).length / 250;
          }),
      );
    expect(widthS('N')).toBeLessThan(0.04);
    expect(widthS('V')).toBeGreaterThan(0.052);
  });

  test('lead-off is missing or flat, and no beat is true where nothing shows it', () => {
    const off = twoHours.truth.episodes.filter(({ kind }) => kind === 'lead-off');
    expect(off.map(({ lead }) => lead === null)).toContain(true);
    for (const { startSample, endSample, lead } of off) {
      twoHourSignal.forEach((values, index) => {
        if (lead !== null && lead !== index) return;
        const distinct = new Set(values.subarray(startSample, endSample));
        expect([[INVALID_SAMPLE], [0]]).toContainEqual([...distinct]);
      });
      if (lead !== null) continue;
      const hidden = twoHours.truth.sample.filter((at) => at >= startSample && at < endSample);
      expect(hidden).toHaveLength(0);
    }
  });

  test.each([
    { seed: -1 },
    { hours: 0 },
    { hours: 73 },
    { leadCount: 0 },
    { leadCount: 13 },
    { sampleRateHz: 50 },
    { sampleRateHz: NaN },
  ])('refuses %o', (wrong) => {
    const options = { seed: 1, hours: 1, leadCount: 3, sampleRateHz: 250, ...wrong };
    expect(() => createDemoHolter(options)).toThrow(/demo|seed/i);
  });
});
