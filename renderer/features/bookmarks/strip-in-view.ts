import type { Review } from '../review/index.ts';
import type { MarkedStrip } from './bookmarks.svelte.ts';

/** A printed strip of 7 s at 25 mm/s is 175 mm wide: what an A4 page holds beside its margins. */
const DEFAULT_DURATION_S = 7;

/**
 * The strip that a bookmark of what is on screen means: around the selected beat, else from the
 * left edge on; of the leads that are shown.
 */
export function stripInView({ view, selection, recording, hiddenLeads }: Review): MarkedStrip {
  const durationS = Math.min(DEFAULT_DURATION_S, recording.sampleCount / recording.sampleRateHz);
  const lengthSamples = durationS * recording.sampleRateHz;
  const beat = selection.visibleBeat;
  const wanted = beat === null ? view.startSample : beat.sample - lengthSamples / 2;
  const latest = Math.max(0, recording.sampleCount - lengthSamples);
  return {
    startSample: Math.floor(Math.min(Math.max(0, wanted), latest)),
    durationS,
    leads: recording.leads.flatMap((_, lead) => (hiddenLeads.includes(lead) ? [] : [lead])),
    note: '',
  };
}
