import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDemoHolter } from '../../../../app/demo/demo-holter.ts';
import { DEFAULT_CRITERIA } from '../../../../app/rhythm/event-criteria.ts';
import { findEvents, fibrillationBurden } from '../../../../app/rhythm/find-events.ts';
import type { RhythmRecording } from '../../../../app/rhythm/find-events.ts';
import type { RhythmEvent, RhythmEventKind } from '../../../../app/rhythm/rhythm-event.ts';
import { RATE_HZ, rhythm } from './rhythm-beats.ts';

function found(recording: RhythmRecording, criteria = {}): RhythmEvent[] {
  return findEvents(recording, { ...DEFAULT_CRITERIA, ...criteria });
}

function kindsOf(recording: RhythmRecording, criteria = {}): RhythmEventKind[] {
  return found(recording, criteria).map(({ kind }) => kind);
}

/** Indices of the first and last beat of each event of a kind. */
function spansOf(recording: RhythmRecording, kind: RhythmEventKind, criteria = {}): number[][] {
  const { sample } = recording;
  return found(recording, criteria)
    .filter((event) => event.kind === kind)
    .map(({ startSample, endSample }) => [sample.indexOf(startSample), sample.indexOf(endSample)]);
}

describe('ectopic sequences', () => {
  test('a couplet, a triplet and a run, with beats and rate; F counts as V, Q ends it', () => {
    const recording = rhythm('NVVNVFVNNVVVVVNVQVN', 0.5);
    const events = found(recording).filter(({ kind }) => kind.startsWith('ventricular'));
    expect(events.map(({ kind, beats }) => [kind, beats])).toEqual([
      ['ventricular-couplet', 2],
      ['ventricular-triplet', 3],
      ['ventricular-run', 5],
    ]);
    expect(events.map(({ meanBpm }) => meanBpm)).toEqual([120, 120, 120]);
    expect(events.map(({ isTachycardia }) => isTachycardia)).toEqual([false, true, true]);
  });

  test('slow ones are no tachycardia, and runs may begin at three', () => {
    const recording = rhythm('NSSSN', 0.75);
    expect(found(recording)).toMatchObject([
      { kind: 'supraventricular-triplet', isTachycardia: false, meanBpm: 80 },
    ]);
    expect(kindsOf(recording, { supraventricularRunBeats: 3 })).toEqual(['supraventricular-run']);
    expect(kindsOf(rhythm('NVVVN'), { ventricularRunBeats: 6 })).toEqual(['ventricular-triplet']);
  });

  const letters = fc
    .array(fc.constantFrom('N', 'N', 'V', 'V', 'S', 'F', 'Q'), { minLength: 1, maxLength: 120 })
    .map((beats) => beats.join(''));

  test.each([
    ['ventricular-bigeminy', /(?:N[VF]){3,}/g],
    ['ventricular-trigeminy', /(?:NN[VF]){3,}/g],
    ['supraventricular-bigeminy', /(?:NS){3,}/g],
    ['ventricular-couplet', /(?<![VF])[VF]{2}(?![VF])/g],
    ['ventricular-run', /[VF]{4,}/g],
    ['supraventricular-triplet', /(?<!S)S{3}(?!S)/g],
  ] as const)('%s is what the pattern of letters says', (kind, pattern) => {
    // Regular letters more often than chance would have them.
    const regular = fc.constantFrom('NV', 'NNV', 'NS', 'V', 'NNNV', 'S');
    const repeated = fc.tuple(regular, fc.nat(6)).map(([part, times]) => part.repeat(times));
    const text = fc.array(fc.oneof(letters, repeated), { maxLength: 12 });
    fc.assert(
      fc.property(text, (parts) => {
        const beats = `N${parts.join('')}`;
        const expected = Array.from(beats.matchAll(pattern), ({ index, 0: match }) => [
          index,
          index + match.length - 1,
        ]);
        expect(spansOf(rhythm(beats), kind)).toEqual(expected);
      }),
    );
  });
});

describe('pauses', () => {
  test('from the limit on, between any two beats or two N beats', () => {
    const recording = rhythm('NNVNN', [1.9, 2, 2.4, 2.1]);
    expect(spansOf(recording, 'pause')).toEqual([
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
    expect(spansOf(recording, 'pause', { pauseBetween: 'normal' })).toEqual([[3, 4]]);
    expect(spansOf(recording, 'pause', { pauseS: 2.4 })).toEqual([[2, 3]]);
  });

  test('however long they are', () => {
    expect(spansOf(rhythm('NN', 12), 'pause')).toEqual([[0, 1]]);
  });
});

describe('bradycardia and tachycardia', () => {
  test('need their rate for their time', () => {
    const slow = rhythm('N'.repeat(120), [
      ...Array<number>(40).fill(0.8),
      ...Array<number>(30).fill(1.5),
      ...Array<number>(50).fill(0.8),
    ]);
    const [episode] = found(slow).filter(({ kind }) => kind === 'bradycardia');
    // 30 intervals of 1.5 s; the median of eight turns within a beat of where the rate does.
    const oneBeatEachS = 2 * 1.5 + 0.01;
    const lengthS = ((episode?.endSample ?? 0) - (episode?.startSample ?? 0)) / RATE_HZ;
    expect(Math.abs(lengthS - 45)).toBeLessThan(oneBeatEachS);
    expect(episode?.meanBpm).toBeCloseTo(40, 0);
    expect(kindsOf(slow, { bradycardiaS: 60 })).toEqual([]);
    expect(kindsOf(slow, { bradycardiaBpm: 40, bradycardiaS: 3 })).toEqual([]);
    expect(kindsOf(rhythm('N'.repeat(100), 0.5))).toEqual(['tachycardia']);
  });

  test('one premature beat and its pause make neither', () => {
    const rr = Array<number>(60).fill(0.7);
    rr.splice(30, 2, 0.35, 1.3);
    expect(kindsOf(rhythm('N'.repeat(60), rr), { tachycardiaS: 3, bradycardiaS: 3 })).toEqual([]);
  });
});

describe('atrial fibrillation', () => {
  const irregular = fc
    .array(fc.double({ min: 0.4, max: 1.2, noNaN: true }), { minLength: 300, maxLength: 300 })
    .filter((rr) => new Set(rr.map((value) => value.toFixed(2))).size > 40);

  test('irregular RR intervals are it, regular ones are not', () => {
    fc.assert(
      fc.property(irregular, (rr) => {
        const recording = rhythm('N'.repeat(301), rr);
        const events = found(recording).filter(({ kind }) => kind === 'atrial-fibrillation');
        const { share } = fibrillationBurden(events, recording);
        expect(share).toBeGreaterThan(0.9);
      }),
      { numRuns: 20 },
    );
    expect(kindsOf(rhythm('N'.repeat(300)))).toEqual([]);
  });

  test('bigeminy is not, whether its beats are known to be V or were taken for N', () => {
    const rr = Array.from({ length: 300 }, (_, beat) => (beat % 2 === 0 ? 0.5 : 1.1));
    for (const letters of ['NV'.repeat(150), 'N'.repeat(300)]) {
      expect(kindsOf(rhythm(letters, rr))).not.toContain('atrial-fibrillation');
    }
  });
});

describe('excluded time', () => {
  test('interrupts every rhythm, takes its beats away and is no pause', () => {
    const recording = rhythm('NNVVNNNN', [0.8, 0.8, 0.8, 0.8, 0.8, 3, 0.8]);
    const at = (beat: number) => recording.sample[beat] ?? 0;
    const within = { startSample: at(2) + 10, endSample: at(3) - 10 };
    const pause = { startSample: at(5) + 10, endSample: at(6) };
    expect(kindsOf(recording)).toEqual(['ventricular-couplet', 'pause']);
    expect(kindsOf({ ...recording, excluded: [within] })).toEqual(['pause']);
    expect(kindsOf({ ...recording, excluded: [pause] })).toEqual(['ventricular-couplet']);
    const beats = { startSample: at(2), endSample: at(3) + 1 };
    // The beats before and after are not one RR interval, though 2.4 s apart.
    expect(kindsOf({ ...recording, excluded: [beats, pause] })).toEqual([]);
  });

  test('is no part of what a share of time is of', () => {
    const recording = rhythm('N'.repeat(100));
    const excluded = [{ startSample: 0, endSample: 1000 }];
    const { analysedSamples, share } = fibrillationBurden([], { ...recording, excluded });
    expect([analysedSamples, share]).toEqual([recording.sampleCount - 1000, 0]);
    const all = [{ startSample: 0, endSample: recording.sampleCount }];
    expect(fibrillationBurden([], { ...recording, excluded: all }).share).toBeNull();
  });

  test('no event has a beat in it or reaches across it', () => {
    const letters = fc
      .array(fc.constantFrom('N', 'V', 'S'), { minLength: 20, maxLength: 80 })
      .map((beats) => beats.join(''));
    const cut = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(letters, cut, fc.constantFrom(0.3, 0.8, 1.6), (beats, [fromS, lengthS], rr) => {
        const span = { startSample: fromS * RATE_HZ, endSample: (fromS + lengthS) * RATE_HZ };
        const events = found(
          { ...rhythm(beats, rr), excluded: [span] },
          { bradycardiaS: 3, tachycardiaS: 3 },
        );
        for (const { startSample, endSample } of events) {
          expect(endSample < span.startSample || startSample >= span.endSample).toBe(true);
        }
      }),
    );
  });
});

test('the demo recording has the events that its truth says', () => {
  const { truth, sampleCount } = createDemoHolter({
    seed: 1,
    hours: 24,
    leadCount: 3,
    sampleRateHz: RATE_HZ,
  });
  const events = found({
    sample: truth.sample,
    beatClass: truth.beatClass,
    sampleRateHz: RATE_HZ,
    sampleCount,
    // Without beats there is nothing to tell lead-off from a pause: the whole recorder was off.
    excluded: truth.episodes.filter(({ kind, lead }) => kind === 'lead-off' && lead === null),
    badSignal: [],
  });
  const expectFound = (kind: RhythmEventKind, truthKind: string, count?: number): void => {
    const ofKind = events.filter((event) => event.kind === kind);
    for (const episode of truth.episodes.filter((other) => other.kind === truthKind)) {
      const hit = ofKind.some(
        ({ startSample, endSample }) =>
          startSample < episode.endSample && endSample > episode.startSample,
      );
      expect(hit, `${kind} at ${episode.startSample / RATE_HZ} s`).toBe(true);
    }
    if (count !== undefined) expect(ofKind).toHaveLength(count);
  };
  expectFound('ventricular-run', 'ventricular-run', 5);
  expectFound('supraventricular-run', 'supraventricular-run', 6);
  expectFound('ventricular-bigeminy', 'bigeminy', 2);
  expectFound('ventricular-trigeminy', 'trigeminy');
  expectFound('pause', 'pause');
  expectFound('atrial-fibrillation', 'atrial-fibrillation', 1);
});
