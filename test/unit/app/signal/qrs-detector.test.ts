import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDemoHolter } from '../../../../app/demo/demo-holter.ts';
import { codeOfBeatClass } from '../../../../app/domain/annotation-codes.ts';
import { AppError } from '../../../../app/domain/app-error.ts';
import { INVALID_SAMPLE, type Lead } from '../../../../app/domain/recording.ts';
import { compareBeats } from '../../../../app/evaluation/ec57.ts';
import { createQrsDetector } from '../../../../app/signal/qrs-detector.ts';
import { draw, noiseSource, regular, type Rhythm } from '../../../support/drawn-beats.ts';

const LEAD: Lead = { name: 'II', units: 'mV', gainPerUnit: 200, baseline: 0, calibrated: true };

interface Signal {
  readonly sampleRateHz: number;
  readonly leads: readonly Int16Array[];
  readonly gainPerUnit?: number;
}

function detect({ sampleRateHz, leads, gainPerUnit = 200 }: Signal, cuts: number[] = []): number[] {
  const detector = createQrsDetector({
    sampleRateHz,
    leads: leads.map(() => ({ ...LEAD, gainPerUnit })),
  });
  const length = leads[0]?.length ?? 0;
  const borders = [0, ...cuts.map((cut) => cut % (length + 1)), length].sort((a, b) => a - b);
  for (let part = 1; part < borders.length; part++) {
    const from = borders[part - 1] ?? 0;
    const samples = leads.map((lead) => lead.slice(from, borders[part]));
    detector.push({ startSample: from, leads: samples });
    for (const lead of samples) lead.fill(777);
  }
  return Array.from(detector.finish());
}

/** Beats of the rhythm that were not found, and found ones that are none, at 60 ms. */
function errors({ sampleRateHz, beatsS }: Rhythm, found: readonly number[]) {
  const near = (a: number, b: number) => Math.abs(a - b) <= 0.06;
  return {
    missed: beatsS.filter((beatS) => !found.some((sample) => near(sample / sampleRateHz, beatS))),
    extra: found
      .map((sample) => sample / sampleRateHz)
      .filter((foundS) => !beatsS.some((beatS) => near(foundS, beatS))),
  };
}

const NONE = { missed: [], extra: [] };

describe('clean beats', () => {
  test.each([50, 100, 128, 250, 360, 500, 1000, 4096, 10_000])(
    'are all found at %i Hz, at their peak',
    (sampleRateHz) => {
      const rhythm = regular(sampleRateHz, 30);
      const found = detect({ sampleRateHz, leads: [draw(rhythm)] });
      expect(errors(rhythm, found)).toEqual(NONE);
      found.forEach((sample, beat) => {
        const distanceS = Math.abs(sample / sampleRateHz - (rhythm.beatsS[beat] ?? 0));
        expect(distanceS).toBeLessThanOrEqual(0.003 + 0.6 / sampleRateHz);
      });
    },
  );

  test.each([1, 2, 3, 12])('are all found on %i leads', (count) => {
    const rhythm = regular(250, 30);
    const leads = Array.from({ length: count }, (_, lead) =>
      draw(rhythm, { seed: lead + 1, millivolts: lead % 2 === 0 ? 1 : -0.6 }),
    );
    expect(errors(rhythm, detect({ sampleRateHz: 250, leads }))).toEqual(NONE);
  });

  test.each([
    ['inverted', { millivolts: -1 }],
    ['low', { millivolts: 0.12, noiseMv: 0.005 }],
    ['in a noise-free signal', { noiseMv: 0 }],
    ['of a recorder with fine steps', { gainPerUnit: 10_000 }],
    ['of a recorder with coarse steps', { gainPerUnit: 40 }],
  ])('are found when %s', (_what, shape) => {
    const rhythm = regular(250, 30);
    const signal = { sampleRateHz: 250, leads: [draw(rhythm, shape)], ...shape };
    expect(errors(rhythm, detect(signal))).toEqual(NONE);
  });

  test('are found around a pause, and nothing in it', () => {
    const { beatsS } = regular(250, 60);
    const rhythm = {
      sampleRateHz: 250,
      seconds: 60,
      beatsS: beatsS.filter((beatS) => beatS < 20 || beatS > 32),
    };
    expect(errors(rhythm, detect({ sampleRateHz: 250, leads: [draw(rhythm)] }))).toEqual(NONE);
  });
});

describe('paced beats', () => {
  const DELAY_S = 0.1;

  /** Wide QRS complexes, of which those that `isPaced` picks follow a narrow stimulus. */
  function pacedBeats(sampleRateHz: number, isPaced: (beat: number) => boolean) {
    const { seconds, beatsS } = regular(sampleRateHz, 40);
    const lead = draw({ sampleRateHz, seconds, beatsS: [] });
    const add = (atS: number, widthS: number, height: number) => {
      for (let index = 0; index < lead.length; index++) {
        const distance = (index / sampleRateHz - atS) / widthS;
        if (Math.abs(distance) < 4) {
          lead[index] = (lead[index] ?? 0) + Math.round(height * Math.exp(-distance * distance));
        }
      }
    };
    beatsS.forEach((beatS, beat) => {
      add(beatS + DELAY_S, 0.04, -250);
      if (isPaced(beat)) add(beatS, 0.004, 120);
    });
    const found = detect({ sampleRateHz, leads: [lead] });
    expect(found).toHaveLength(beatsS.length);
    return found.map((sample, beat) => sample / sampleRateHz - (beatsS[beat] ?? 0));
  }

  test.each([250, 360, 500, 1000])('are placed at the stimulus at %i Hz', (sampleRateHz) => {
    for (const offsetS of pacedBeats(sampleRateHz, () => true)) {
      expect(Math.abs(offsetS)).toBeLessThan(0.01);
    }
  });

  test('are told from a spike that comes now and then', () => {
    for (const offsetS of pacedBeats(360, (beat) => beat % 4 === 0)) {
      expect(Math.abs(offsetS - DELAY_S)).toBeLessThan(0.01);
    }
  });
});

describe('bad leads', () => {
  const rhythm = regular(250, 90);
  const good = draw(rhythm);

  function spoilt(change: (index: number, sample: number) => number): Int16Array {
    return draw(rhythm, { seed: 5, millivolts: 0.8 }).map((sample, index) => change(index, sample));
  }

  const random = noiseSource(9);
  const inSecondThird = (index: number) => index >= 30 * 250 && index < 60 * 250;
  test.each([
    ['flat', spoilt(() => 17)],
    ['missing', spoilt(() => INVALID_SAMPLE)],
    ['all noise', spoilt(() => Math.round(200 * random()))],
    ['missing for a while', spoilt((index, x) => (inSecondThird(index) ? INVALID_SAMPLE : x))],
    ['saturated for a while', spoilt((index, x) => (inSecondThird(index) ? 2047 : x))],
    ['noisy for a while', spoilt((index, x) => x + (inSecondThird(index) ? 150 * random() : 0))],
    ['only there for a while', spoilt((index, x) => (inSecondThird(index) ? x : INVALID_SAMPLE))],
    [
      'stepping between beats',
      spoilt((index, x) => x + 300 * (Math.floor(index / 1000 - 0.2) % 2)),
    ],
  ])('do not disturb a good one: %s', (_what, bad) => {
    expect(errors(rhythm, detect({ sampleRateHz: 250, leads: [bad, good] }))).toEqual(NONE);
    expect(errors(rhythm, detect({ sampleRateHz: 250, leads: [good, bad] }))).toEqual(NONE);
  });

  test('do not outvote beats that are plain elsewhere while they are off', () => {
    const all = regular(250, 90);
    const wide = { ...all, beatsS: all.beatsS.filter((_, beat) => beat % 3 === 0) };
    // Shows every beat, but comes off from 40 to 45 s: drifts, and nothing else.
    const coming = draw(all).map((sample, index) => {
      const offS = index / 250 - 40;
      return offS < 0 || offS > 5 ? sample : Math.round(100 * Math.exp(-offS / 3) + (index % 2));
    });
    // Shows every third beat alone, in noise as high as the others.
    const other = draw(wide, { seed: 7, millivolts: -1, noiseMv: 0.15 });
    const found = detect({ sampleRateHz: 250, leads: [coming, other] });
    expect(errors(wide, found).missed).toEqual([]);
  });

  test('that are on and silent in a pause keep it free of what disturbs another', () => {
    const { beatsS } = regular(250, 60);
    const paused = { ...regular(250, 60), beatsS: beatsS.filter((at) => at < 30 || at > 35) };
    const still = draw(paused);
    const disturbed = draw(paused, { seed: 7, millivolts: 0.8 });
    for (let index = 31 * 250; index < 34.5 * 250; index++) {
      disturbed[index] = (disturbed[index] ?? 0) + Math.round(40 * Math.sin(index / 8));
    }
    expect(errors(paused, detect({ sampleRateHz: 250, leads: [still, disturbed] }))).toEqual(NONE);
  });

  test('have no beats where nothing was recorded', () => {
    const gap = good.map((sample, index) => (inSecondThird(index) ? INVALID_SAMPLE : sample + 300));
    const inGap = (beatS: number) => beatS > 30 && beatS < 60;
    const seen = { ...rhythm, beatsS: rhythm.beatsS.filter((beatS) => !inGap(beatS)) };
    const found = errors(seen, detect({ sampleRateHz: 250, leads: [gap] }));
    expect(found).toEqual(NONE);
  });
});

describe('whatever comes', () => {
  const demo = createDemoHolter({ seed: 3, hours: 0.05, leadCount: 3, sampleRateHz: 200 });
  const leads = demo.info.leads.map(() => new Int16Array(demo.sampleCount));
  for (const chunk of demo.chunks()) {
    chunk.leads.forEach((samples, lead) => leads[lead]?.set(samples, chunk.startSample));
  }
  const whole = detect({ sampleRateHz: 200, leads });

  test('the cuts between chunks change nothing', () => {
    expect(whole.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(fc.array(fc.nat(demo.sampleCount), { maxLength: 40 }), (cuts) => {
        expect(detect({ sampleRateHz: 200, leads }, cuts)).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  test('beats ascend, keep apart and lie in the recording', () => {
    const anything = fc
      .array(fc.oneof(fc.constant(INVALID_SAMPLE), fc.integer({ min: -32_768, max: 32_767 })), {
        minLength: 0,
        maxLength: 3000,
      })
      .map((samples) => Int16Array.from(samples));
    fc.assert(
      fc.property(anything, fc.constantFrom(50, 128, 360, 997), (samples, sampleRateHz) => {
        const found = detect({ sampleRateHz, leads: [samples, samples.toReversed()] });
        found.forEach((sample, beat) => {
          expect(sample).toBeLessThan(samples.length);
          expect(sample).toBeGreaterThan(found[beat - 1] ?? -1);
        });
      }),
    );
  });

  test.each([0, 1, 10, 100])('a recording of %i samples is no trouble', (length) => {
    expect(detect({ sampleRateHz: 360, leads: [new Int16Array(length)] })).toEqual([]);
  });

  test('a whole number of samples may begin anywhere', () => {
    const rhythm = regular(250, 10);
    const samples = draw(rhythm);
    const detector = createQrsDetector({ sampleRateHz: 250, leads: [LEAD] });
    detector.push({ startSample: 1000, leads: [samples] });
    const found = Array.from(detector.finish(), (sample) => sample - 1000);
    expect(errors(rhythm, found)).toEqual(NONE);
  });

  test('rates and chunks that cannot be are refused', () => {
    for (const sampleRateHz of [0, 49, 10_001, NaN]) {
      expect(() => createQrsDetector({ sampleRateHz, leads: [LEAD] })).toThrow(AppError);
    }
    expect(() => createQrsDetector({ sampleRateHz: 250, leads: [] })).toThrow(RangeError);
    const detector = createQrsDetector({ sampleRateHz: 250, leads: [LEAD] });
    detector.push({ startSample: 0, leads: [new Int16Array(10)] });
    for (const chunk of [
      { startSample: 11, leads: [new Int16Array(1)] },
      { startSample: 10, leads: [new Int16Array(1), new Int16Array(1)] },
    ]) {
      expect(() => {
        detector.push(chunk);
      }).toThrow(RangeError);
    }
  });
});

test.each([
  { sampleRateHz: 250, leadCount: 3 },
  { sampleRateHz: 128, leadCount: 1 },
  { sampleRateHz: 1000, leadCount: 12 },
])('the demo Holter’s beats are found at $sampleRateHz Hz, $leadCount leads', (shape) => {
  const demo = createDemoHolter({ seed: 1, hours: shape.leadCount > 3 ? 0.1 : 0.5, ...shape });
  const detector = createQrsDetector(demo.info);
  for (const chunk of demo.chunks()) detector.push(chunk);
  const found = detector.finish();
  const asAnnotations = (samples: Uint32Array) =>
    Array.from(samples, (sample) => ({ sample, code: codeOfBeatClass('N'), subtype: 0 }));
  const { qrs } = compareBeats(asAnnotations(demo.truth.sample), asAnnotations(found), {
    sampleRateHz: shape.sampleRateHz,
    sampleCount: demo.sampleCount,
    mapping: 'aami-bxb',
    learningPeriodS: 0,
  }).statistics;
  console.info(
    `${shape.sampleRateHz} Hz, ${shape.leadCount} leads: missed ${qrs.falseNegatives}, ` +
      `extra ${qrs.falsePositives} of ${demo.truth.sample.length}`,
  );
  expect(qrs.sensitivity).toBeGreaterThan(99);
  expect(qrs.positivePredictivity).toBeGreaterThan(99);
});
