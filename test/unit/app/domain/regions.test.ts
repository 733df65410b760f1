import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  complementSpans,
  intersectSpans,
  isInside,
  normaliseSpans,
  overlapsSpans,
  spanAt,
  spanSamples,
  subtractSpans,
  unionSpans,
  type Span,
} from '../../../../app/domain/regions.ts';

const SAMPLES = 60;

const anySpans = fc.array(
  fc
    .tuple(fc.nat(SAMPLES), fc.nat(SAMPLES))
    .map(([startSample, endSample]): Span => ({ startSample, endSample })),
  { maxLength: 8 },
);
const spanSet = anySpans.map(normaliseSpans);

/** The definition to test against: a set of single samples. */
function samplesOf(spans: readonly Span[]): boolean[] {
  return Array.from({ length: SAMPLES }, (_, sample) =>
    spans.some(({ startSample, endSample }) => startSample <= sample && sample < endSample),
  );
}

function expectSet(spans: readonly Span[], samples: boolean[]): void {
  expect(samplesOf(spans)).toEqual(samples);
  expect(spanSamples(spans)).toBe(samples.filter(Boolean).length);
  spans.forEach(({ startSample, endSample }, index) => {
    expect(endSample).toBeGreaterThan(startSample);
    const before = spans[index - 1];
    if (before !== undefined) expect(startSample).toBeGreaterThan(before.endSample);
  });
}

describe('sets of spans', () => {
  test('are what their samples say, sorted and apart, after every operation', () => {
    fc.assert(
      fc.property(anySpans, spanSet, spanSet, (any, left, right) => {
        const [a, b] = [samplesOf(left), samplesOf(right)];
        expectSet(normaliseSpans(any), samplesOf(any));
        expectSet(
          unionSpans(left, right),
          a.map((inside, sample) => inside || b[sample] === true),
        );
        expectSet(
          intersectSpans(left, right),
          a.map((inside, sample) => inside && b[sample] === true),
        );
        expectSet(
          subtractSpans(left, right),
          a.map((inside, sample) => inside && b[sample] === false),
        );
        expectSet(
          complementSpans(left, SAMPLES),
          a.map((inside) => !inside),
        );
      }),
    );
  });

  test('know what lies in them', () => {
    fc.assert(
      fc.property(spanSet, fc.nat(SAMPLES - 1), fc.nat(SAMPLES), (spans, sample, end) => {
        expect(isInside(spans, sample)).toBe(samplesOf(spans)[sample]);
        const found = spanAt(spans, sample);
        if (found !== null) expect(spans).toContain(found);
        const stretch = { startSample: sample, endSample: end };
        expect(overlapsSpans(spans, stretch)).toBe(intersectSpans(spans, [stretch]).length > 0);
      }),
    );
  });
});
