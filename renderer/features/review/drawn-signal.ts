import { decodeSampleWindow } from '../../../app/contract/samples.ts';
import type { RecordingDetail } from '../../../app/contract/schemas.ts';
import { INVALID_SAMPLE, millivoltsOf } from '../../../app/domain/recording.ts';
import { fetchBinary } from '../../bridge/bridge.ts';
import type { StripDisplay } from './strip-display.svelte.ts';

/** The signal of every lead at a sample as it is drawn, in mV; null where a lead has no value. */
export async function drawnMillivolts(
  { id: recordingId, leads }: RecordingDetail,
  { query }: StripDisplay,
  sample: number,
): Promise<(number | null)[]> {
  const place = { recordingId, startSample: sample, endSample: sample + 1, columns: 1 };
  const window = decodeSampleWindow(await fetchBinary('samples', { ...place, ...query }));
  const at = Math.floor((sample - window.startSample) / window.samplesPerPoint);
  return leads.map((lead, index) => {
    const count = window.leads[index]?.min[at] ?? INVALID_SAMPLE;
    return count === INVALID_SAMPLE ? null : millivoltsOf(count, lead);
  });
}
