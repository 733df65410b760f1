import { expect, test } from 'vitest';
import {
  compareEpisodes,
  episodeRates,
  sumEpisodeCounts,
} from '../../../../app/evaluation/episode-statistics.ts';
import { rhythmSpans } from '../../../../app/evaluation/rhythm-spans.ts';

function spans(...edges: [number, number][]): { startSample: number; endSample: number }[] {
  return edges.map(([startSample, endSample]) => ({ startSample, endSample }));
}

const WHOLE = { sampleRateHz: 10, compared: { startSample: 0, endSample: 1000 }, ignored: [] };

test('any overlap is a hit; durations are those of what is common', () => {
  const counts = compareEpisodes(
    spans([100, 200], [300, 400], [900, 1000]),
    spans([190, 310], [500, 550]),
    WHOLE,
  );
  expect(counts).toEqual({
    referenceEpisodes: 3,
    detectedEpisodes: 2,
    testEpisodes: 2,
    trueEpisodes: 1,
    referenceS: 30,
    testS: 17,
    bothS: 2,
  });
  expect(episodeRates(counts)).toEqual({
    episodeSensitivity: (100 * 2) / 3,
    episodePredictivity: 50,
    durationSensitivity: (100 * 2) / 30,
    durationPredictivity: (100 * 2) / 17,
  });
});

test('what is ignored or before the comparison counts neither way', () => {
  const counts = compareEpisodes(spans([0, 100], [500, 600]), spans([50, 80], [200, 700]), {
    ...WHOLE,
    compared: { startSample: 100, endSample: 1000 },
    ignored: spans([150, 520]),
  });
  expect(counts).toMatchObject({
    referenceEpisodes: 1,
    testEpisodes: 1,
    trueEpisodes: 1,
    referenceS: 8,
    testS: 18,
    bothS: 8,
  });
});

test('nothing to find and nothing found is not judged; counts add up', () => {
  const none = compareEpisodes([], [], WHOLE);
  expect(Object.values(episodeRates(none))).toEqual([null, null, null, null]);
  const one = compareEpisodes(spans([0, 10]), spans([0, 10]), WHOLE);
  expect(sumEpisodeCounts([none, one, one])).toMatchObject({ referenceEpisodes: 2, bothS: 2 });
});

test('a rhythm lasts until the next one', () => {
  const annotations = [
    { sample: 5, code: 28, aux: '(N' },
    { sample: 20, code: 28, aux: '(AFIB' },
    { sample: 30, code: 1, aux: '' },
    { sample: 40, code: 28, aux: '(N' },
    { sample: 60, code: 28, aux: '(AFIB' },
  ];
  expect(rhythmSpans(annotations, 'AFIB', 100)).toEqual(spans([20, 40], [60, 100]));
});
