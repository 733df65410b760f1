import { afterEach, beforeEach, expect, it } from 'vitest';
import * as v from 'valibot';
import { trendSummarySchema } from '../../../../app/contract/trends.ts';
import { beatClassIndex } from '../../../../app/domain/beat-class.ts';
import { appendEdits, markRegion, undoLatest } from '../../../../main/core/edit-recording.ts';
import { OpenReadings } from '../../../../main/core/open-readings.ts';
import { judgeEvent } from '../../../../main/core/recording-events.ts';
import { recordingTrends } from '../../../../main/core/trends.ts';
import { openStore, type Store } from '../../../../main/store/store.ts';
import { storeModel, storePredictions, storeRecording } from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const RATE_HZ = 360;
/** Ten minutes at 75 bpm with two V in a row. */
const BEATS = Uint32Array.from({ length: 750 }, (_, beat) =>
  Math.round((1 + 0.8 * beat) * RATE_HZ),
);

let context: { store: Store; readings: OpenReadings };

beforeEach(() => {
  const store = openStore(temporaryFolder());
  context = { store, readings: new OpenReadings(store) };
  storeModel(store);
  const { key } = storeRecording(store, { beats: BEATS });
  const classOf = (beat: number) => beatClassIndex(beat === 100 || beat === 101 ? 'V' : 'N');
  storePredictions(store, key, BEATS, { classOf });
});

afterEach(() => {
  context.store.close();
});

const trends = () => recordingTrends(context, 'rec-1');

it('follows edits, undo, excluded time and dismissed events, and names what it is computed from', async () => {
  const first = await trends();
  expect(v.is(trendSummarySchema, first)).toBe(true);
  expect(first).toMatchObject({
    beats: 750,
    byClass: { N: 748, V: 2 },
    heartRate: { meanBpm: 75 },
    nnLeftOut: { besideEctopic: 3, outOfLimits: 0, filtered: 0 },
    events: { ventricularCouplets: 1 },
    computedFrom: { lastEdit: null },
  });
  expect(first.eventCriteria.join(' ')).toContain('V couplet: two consecutive V beats');

  appendEdits(context, 'rec-1', [{ kind: 'relabel', beatId: 301, beatClass: 'V' }]);
  const edited = await trends();
  expect(edited.byClass.V).toBe(3);
  expect(edited.computedFrom.lastEdit).not.toBeNull();
  undoLatest(context, 'rec-1');
  expect(await trends()).toEqual(first);

  const startSample = (BEATS[100] ?? 0) - RATE_HZ;
  const endSample = (BEATS[101] ?? 0) + RATE_HZ;
  markRegion(context, 'rec-1', { startSample, endSample, lead: null, mark: 'exclude' });
  const excluded = await trends();
  expect(excluded).toMatchObject({ byClass: { V: 0 }, events: { ventricularCouplets: 0 } });
  expect(excluded.excludedBeats).toBe(750 - excluded.beats);
  expect(excluded.totalSamples - excluded.analysedSamples).toBe(endSample - startSample);
  expect(excluded.excludedByCause).toEqual([{ cause: 'reader', samples: endSample - startSample }]);
  undoLatest(context, 'rec-1');

  judgeEvent(context, 'rec-1', {
    kind: 'ventricular-couplet',
    startSample: BEATS[100] ?? 0,
    endSample: BEATS[101] ?? 0,
    lead: null,
    status: 'dismissed',
    comment: '',
  });
  expect((await trends()).events.ventricularCouplets).toBe(0);
});

it('computes once what nothing has changed', async () => {
  const [one, other] = await Promise.all([trends(), trends()]);
  expect(other.hrv.values[0]).toBe(one.hrv.values[0]);
  expect((await trends()).hours[0]).toBe(one.hours[0]);
});
