import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { main } from '../../../../main/cli/program.ts';
import { openStore } from '../../../../main/store/store.ts';
import { storeModel, storePredictions, storeRecording } from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const RATE_HZ = 360;
/** Ten minutes at 75 bpm. */
const BEATS = Uint32Array.from({ length: 750 }, (_, beat) =>
  Math.round((1 + 0.8 * beat) * RATE_HZ),
);

let folder: string;
let printed: string;

beforeEach(() => {
  folder = temporaryFolder();
  const store = openStore(folder);
  storeModel(store);
  const { key } = storeRecording(store, { beats: BEATS });
  storePredictions(store, key, BEATS, { classOf: () => 0 });
  store.close();
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

it('prints every figure with its definition as JSON, and the hours as CSV', async () => {
  expect(await main(['trends', 'rec-1', '--library', folder, '--json'])).toBe(0);
  const json = JSON.parse(printed) as Record<string, unknown>;
  expect(json).toMatchObject({ beats: 750, heartRate: { meanBpm: 75 }, sampleRateHz: RATE_HZ });
  expect(JSON.stringify(json['definitions'])).toContain('8 consecutive RR intervals');

  printed = '';
  expect(await main(['trends', 'rec-1', '--library', folder, '--csv'])).toBe(0);
  const rows = printed
    .trim()
    .split('\r\n')
    .map((row) => row.split(','));
  expect(rows[0]?.slice(0, 4)).toEqual(['Hour', 'Analysed min', 'Beats', 'Min bpm']);
  expect(rows.slice(1).reduce((sum, row) => sum + Number(row[2]), 0)).toBe(750);
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
});
