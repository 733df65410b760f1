import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordingQuality } from '../../../../../app/contract/quality.ts';
import { describeAnalysedTime, analysedShare } from '../../../../../app/text/analysed-time.ts';
import { leftOutOf } from '../../../../../renderer/features/quality/left-out.ts';
import { SignalQuality } from '../../../../../renderer/features/quality/signal-quality.svelte.ts';

const ACCOUNT: RecordingQuality = {
  assessed: true,
  totalSamples: 10_000,
  analysedSamples: 9_700,
  excluded: [
    { startSample: 100, endSample: 200 },
    { startSample: 500, endSample: 700 },
  ],
  byCause: [
    { cause: 'noise', samples: 200 },
    { cause: 'reader', samples: 100 },
  ],
  leads: [
    [
      { startSample: 100, endSample: 200, cause: 'reader' },
      { startSample: 450, endSample: 700, cause: 'noise' },
    ],
    [
      { startSample: 100, endSample: 200, cause: 'reader' },
      { startSample: 500, endSample: 700, cause: 'lead-off' },
    ],
  ],
  regions: [{ lead: null, verdict: 'exclude', reader: 'AB', startSample: 100, endSample: 200 }],
};

let quality: SignalQuality;

beforeEach(async () => {
  quality = new SignalQuality(() => Promise.resolve(ACCOUNT));
  await quality.load();
});

describe('a region', () => {
  it('reaches from where it was begun to where it ends, whichever comes first', () => {
    quality.begun = 800;
    quality.scope = 1;
    expect(quality.endAt({ startSample: 600, endSample: 650 })).toEqual({
      lead: 1,
      mark: 'exclude',
      startSample: 600,
      endSample: 800,
    });
    expect(quality.begun).toBeNull();
    expect(quality.endAt({ startSample: 0, endSample: 1 })).toBeNull();
  });

  it('of a reader is taken back, and a judgement of the signal overruled', () => {
    expect(quality.overruleAt(150)).toMatchObject({ mark: 'clear', startSample: 100 });
    const anyway = { mark: 'analyse', startSample: 450, endSample: 700 };
    expect(quality.overruleAt(600)).toMatchObject({ lead: null, ...anyway });
    quality.scope = 0;
    expect(quality.overruleAt(460)).toMatchObject({ lead: 0, ...anyway });
    expect(quality.overruleAt(900)).toBeNull();
  });
});

it('steps through what is left out, from outside and from within', () => {
  expect(quality.stretchFrom(0, 1)?.startSample).toBe(100);
  expect(quality.stretchFrom(150, 1)?.startSample).toBe(500);
  expect(quality.stretchFrom(600, -1)?.startSample).toBe(100);
  expect(quality.stretchFrom(100, -1)).toBeNull();
});

it('names every stretch once, by its cause or its reader', () => {
  const { leads, spans } = leftOutOf(ACCOUNT, null, 100);
  expect(spans).toBe(ACCOUNT.excluded);
  expect(leads[1]?.map(({ name, look }) => [name, look])).toEqual([
    ['electrodes off', 'gap'],
    ['left out by AB', 'hatched'],
  ]);
});

it('is said with its causes, and never rounded up to whole', () => {
  expect(describeAnalysedTime(ACCOUNT, 1)).toBe(
    '2 h 41 min of 2 h 46 min, because noise 3 min 20 s, left out by a reader 1 min 40 s.',
  );
  expect(analysedShare(99_999, 100_000)).toBe('99.9 %');
});
