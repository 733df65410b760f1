import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  compareEpisodes,
  episodeRates,
  sumEpisodeCounts,
} from '../../../../app/evaluation/episode-statistics.ts';
import { rhythmSpans } from '../../../../app/evaluation/rhythm-spans.ts';
import { DS2_RECORDS } from '../../../../app/learning/database-split.ts';
import { DEFAULT_CRITERIA } from '../../../../app/rhythm/event-criteria.ts';
import { findEvents } from '../../../../app/rhythm/find-events.ts';
import type { RhythmEvent, RhythmEventKind } from '../../../../app/rhythm/rhythm-event.ts';
import {
  annotatedRhythm,
  type AnnotatedRhythm,
} from '../../../../main/evaluation/annotated-rhythm.ts';
import { hasSharedData, SHARED_DATA } from '../../../support/shared-data.ts';

function read(record: string): Promise<AnnotatedRhythm> {
  return annotatedRhythm(path.join(SHARED_DATA, 'mitdb', record), 'atr');
}

function eventsOf({ beats, sampleCount }: AnnotatedRhythm): RhythmEvent[] {
  return findEvents({ ...beats, sampleCount, excluded: [], badSignal: [] }, DEFAULT_CRITERIA);
}

describe.skipIf(!hasSharedData('mitdb'))('events of the MIT-BIH records', () => {
  /** The rhythm labels of the cardiologists, and the kind that has to be found where they are. */
  test.each([
    ['200', 'B', 'ventricular-bigeminy', 0.9],
    ['119', 'B', 'ventricular-bigeminy', 0.9],
    ['119', 'T', 'ventricular-trigeminy', 0.9],
    ['106', 'B', 'ventricular-bigeminy', 0.9],
    ['203', 'AFIB', 'atrial-fibrillation', 0.99],
    ['210', 'AFIB', 'atrial-fibrillation', 0.99],
    ['219', 'AFIB', 'atrial-fibrillation', 0.93],
    ['221', 'AFIB', 'atrial-fibrillation', 0.99],
  ] as const)('%s: time in (%s is found as %s', async (record, rhythm, kind, least) => {
    const annotated = await read(record);
    const { annotations, sampleCount, beats } = annotated;
    const found = eventsOf(annotated).filter((event) => event.kind === kind);
    const { durationSensitivity } = episodeRates(
      compareEpisodes(rhythmSpans(annotations, rhythm, sampleCount), found, {
        sampleRateHz: beats.sampleRateHz,
        compared: { startSample: 0, endSample: sampleCount },
        ignored: [],
      }),
    );
    expect(durationSensitivity).toBeGreaterThan(100 * least);
  });

  /** From the reference beats; no rhythm label of the last three says atrial fibrillation. */
  test.each([
    ['232', 'pause', 116],
    ['100', 'pause', 0],
    ['205', 'ventricular-run', 4],
    ['209', 'supraventricular-run', 10],
    ['117', 'atrial-fibrillation', 0],
    ['231', 'atrial-fibrillation', 0],
    ['214', 'atrial-fibrillation', 0],
  ] as const)('%s: %s, %i of them', async (record, kind: RhythmEventKind, count) => {
    expect(eventsOf(await read(record)).filter((event) => event.kind === kind)).toHaveLength(count);
  });

  test('atrial fibrillation on DS2: what `ectopy af` prints', async () => {
    const counts = await Promise.all(
      DS2_RECORDS.map(async (record) => {
        const annotated = await read(record);
        const { annotations, sampleCount, beats } = annotated;
        return compareEpisodes(
          rhythmSpans(annotations, 'AFIB', sampleCount),
          eventsOf(annotated).filter(({ kind }) => kind === 'atrial-fibrillation'),
          {
            sampleRateHz: beats.sampleRateHz,
            compared: { startSample: 300 * beats.sampleRateHz, endSample: sampleCount },
            ignored: rhythmSpans(annotations, 'AFL', sampleCount),
          },
        );
      }),
    );
    const rates = episodeRates(sumEpisodeCounts(counts));
    expect(rates.durationSensitivity).toBeGreaterThan(98);
    expect(rates.durationPredictivity).toBeGreaterThan(70);
    expect(rates.episodeSensitivity).toBeGreaterThan(90);
  });
});
