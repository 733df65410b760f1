import { encodeSampleWindow } from '../../../app/contract/samples.ts';
import type { DemoHolter } from '../../../app/demo/demo-holter.ts';
import {
  DISPLAY_FILTER_MARGIN_S,
  filterForDisplay,
  isFilterOff,
} from '../../../app/signal/display-filter.ts';
import { reduceSamples, samplesPerPointFor } from '../../../app/signal/pyramid.ts';

/** A window of samples as the core sends it. */
export function sampleWindow(
  holter: DemoHolter,
  allLeads: readonly Int16Array[],
  params: URLSearchParams,
): Uint8Array {
  const start = Math.max(0, Math.floor(Number(params.get('startSample'))));
  const end = Math.min(holter.sampleCount, Number(params.get('endSample')));
  const samplesPerPoint = samplesPerPointFor((end - start) / Number(params.get('columns')));
  const only = params.get('lead');
  const chosen = only === null ? allLeads : allLeads.slice(Number(only), Number(only) + 1);
  const leads = chosen.map((samples) => {
    const part = shown(holter, samples, start, end, params);
    if (samplesPerPoint === 1) return { min: part, max: part };
    const pairs = reduceSamples(part, samplesPerPoint);
    return {
      min: pairs.filter((_, index) => index % 2 === 0),
      max: pairs.filter((_, index) => index % 2 === 1),
    };
  });
  const pointsPerLead = leads[0]?.min.length ?? 0;
  return encodeSampleWindow({ startSample: start, samplesPerPoint, pointsPerLead, leads });
}

/** As the core does it: with a display filter where one is asked for. */
function shown(
  holter: DemoHolter,
  samples: Int16Array,
  start: number,
  end: number,
  params: URLSearchParams,
): Int16Array {
  const cutOff = (name: string): number | null =>
    params.has(name) ? Number(params.get(name)) : null;
  const filter = {
    highPassHz: cutOff('highPassHz'),
    notchHz: cutOff('notchHz'),
    lowPassHz: cutOff('lowPassHz'),
  };
  if (isFilterOff(filter)) return samples.subarray(start, end);
  const { sampleRateHz, leads } = holter.info;
  const from = Math.max(0, start - DISPLAY_FILTER_MARGIN_S * sampleRateHz);
  const wide = samples.subarray(from, end + DISPLAY_FILTER_MARGIN_S * sampleRateHz);
  const filtered = filterForDisplay(wide, sampleRateHz, leads[0]?.baseline ?? 0, filter);
  return filtered.subarray(start - from, end - from);
}
