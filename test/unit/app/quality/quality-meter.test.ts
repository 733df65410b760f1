import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDemoHolter } from '../../../../app/demo/demo-holter.ts';
import { INVALID_SAMPLE, type Lead } from '../../../../app/domain/recording.ts';
import type { BadStretch } from '../../../../app/quality/lead-quality.ts';
import { createQualityMeter } from '../../../../app/quality/quality-meter.ts';
import { createRandom } from '../../../../app/random.ts';

const RATE_HZ = 250;

let lead: Lead;
let clean: Int16Array;

beforeAll(() => {
  const demo = createDemoHolter({ hours: 0.1, seed: 7, leadCount: 1, sampleRateHz: RATE_HZ });
  const [first] = demo.info.leads;
  if (first === undefined) throw new Error('The demo has no lead');
  lead = first;
  const parts = [...demo.chunks()].map(({ leads }) => Int16Array.from(leads[0] ?? []));
  clean = Int16Array.from(parts.flatMap((part) => [...part])).subarray(0, 300 * RATE_HZ);
});

function judge(samples: Int16Array, cuts: readonly number[] = []): readonly BadStretch[] {
  const meter = createQualityMeter({ sampleRateHz: RATE_HZ, leads: [lead] });
  let from = 0;
  for (const to of [...cuts, samples.length]) {
    meter.push({ startSample: from, leads: [samples.subarray(from, to)] });
    from = to;
  }
  return meter.finish()[0] ?? [];
}

/** The clean lead with a stretch of seconds made by a function of the sample. */
function spoiled(startS: number, endS: number, make: (sample: number, was: number) => number) {
  return clean.map((value, sample) =>
    sample >= startS * RATE_HZ && sample < endS * RATE_HZ ? make(sample, value) : value,
  );
}

function inSeconds(stretches: readonly BadStretch[]): [string, number, number][] {
  return stretches.map(({ cause, startSample, endSample }) => [
    cause,
    startSample / RATE_HZ,
    endSample / RATE_HZ,
  ]);
}

describe('a lead is', () => {
  it('good while it shows an ECG', () => {
    expect(judge(clean)).toEqual([]);
  });

  it('off where samples are missing, to the sample', () => {
    expect(inSeconds(judge(spoiled(100, 120.004, () => INVALID_SAMPLE)))).toEqual([
      ['lead-off', 100, 120.004],
    ]);
    expect(judge(spoiled(100, 100.1, () => INVALID_SAMPLE))).toEqual([]);
  });

  it('flat where nothing moves, but not in a pause of the heart', () => {
    const [stretch, ...others] = inSeconds(judge(spoiled(100, 110, () => lead.baseline + 40)));
    expect(others).toEqual([]);
    expect(stretch?.[0]).toBe('flat');
    expect(stretch?.[1]).toBeCloseTo(100, 0);
    expect(stretch?.[2]).toBe(110);
    const random = createRandom(1);
    const amplifierNoise = 0.01 * lead.gainPerUnit;
    const asystole = spoiled(100, 110, () => lead.baseline + amplifierNoise * random.normal());
    expect(judge(asystole)).toEqual([]);
  });

  it('saturated where it stays at the highest or lowest value there is', () => {
    const limit = 3000;
    const railed = spoiled(100, 104, () => limit);
    expect(inSeconds(judge(railed))).toEqual([['saturated', 100, 104]]);
    // The tall waves of a lead are no limit.
    expect(judge(clean.map((value) => Math.max(-limit, Math.min(limit, value))))).toEqual([]);
  });

  it('noisy where noise leaves no rest between the beats, and not where little of it does', () => {
    const random = createRandom(2);
    const withNoise = (mv: number) =>
      spoiled(100, 160, (_, was) => was + mv * lead.gainPerUnit * random.normal());
    const [stretch, ...others] = inSeconds(judge(withNoise(1)));
    expect(others).toEqual([]);
    expect(stretch?.[0]).toBe('noise');
    expect(Math.abs((stretch?.[1] ?? 0) - 100)).toBeLessThan(3);
    expect(Math.abs((stretch?.[2] ?? 0) - 160)).toBeLessThan(3);
    expect(judge(withNoise(0.03))).toEqual([]);
  });

  it('judged the same, to a few samples, however they come in', () => {
    const samples = spoiled(100, 110, (sample, was) =>
      sample < 105 * RATE_HZ ? INVALID_SAMPLE : Math.min(was, 10),
    );
    const whole = judge(samples);
    expect(whole.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(samples.length), { maxLength: 6 }).map((cuts) => cuts.toSorted((a, b) => a - b)), // prettier-ignore
        (cuts) => {
          const cut = judge(samples, cuts);
          expect(cut.map(({ cause }) => cause)).toEqual(whole.map(({ cause }) => cause));
          cut.forEach(({ startSample, endSample }, index) => {
            expect(Math.abs(startSample - (whole[index]?.startSample ?? 0))).toBeLessThan(16);
            expect(Math.abs(endSample - (whole[index]?.endSample ?? 0))).toBeLessThan(16);
          });
        },
      ),
      { numRuns: 10 },
    );
  });
});
