import { beforeEach, expect, it } from 'vitest';
import { openStore } from '../../../../main/store/store.ts';
import { storeModel, storePredictions, storeRecording } from '../../../support/stored-recording.ts';
import { ectopy } from '../../../support/captured-output.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const RATE_HZ = 360;
/** Ten minutes at 75 bpm. */
const BEATS = Uint32Array.from({ length: 750 }, (_, beat) =>
  Math.round((1 + 0.8 * beat) * RATE_HZ),
);

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
  const store = openStore(folder);
  storeModel(store);
  const { key } = storeRecording(store, { beats: BEATS });
  storePredictions(store, key, BEATS, { classOf: () => 0 });
  store.close();
});

it('prints every figure with its definition as JSON, and the hours as CSV', async () => {
  const figures = await ectopy('trends', 'rec-1', '--library', folder, '--json');
  expect(figures.code).toBe(0);
  const json = JSON.parse(figures.stdout) as Record<string, unknown>;
  expect(json).toMatchObject({ beats: 750, heartRate: { meanBpm: 75 }, sampleRateHz: RATE_HZ });
  expect(JSON.stringify(json['definitions'])).toContain('8 consecutive RR intervals');

  const hours = await ectopy('trends', 'rec-1', '--library', folder, '--csv');
  expect(hours.code).toBe(0);
  const rows = hours.stdout
    .trim()
    .split('\r\n')
    .map((row) => row.split(','));
  expect(rows[0]?.slice(0, 4)).toEqual(['Hour', 'Analysed min', 'Beats', 'Min bpm']);
  expect(rows.slice(1).reduce((sum, row) => sum + Number(row[2]), 0)).toBe(750);
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
});
