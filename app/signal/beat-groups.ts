import { CLASSIFIER_RATE_HZ } from './conditioned-lead.ts';

/** Beats that share a template, about eight minutes: posture changes the usual beat over a day. */
const GROUP_BEATS = 600;

/** Beats [first, end) of a recording, prepared together. */
export interface BeatGroup {
  readonly first: number;
  readonly end: number;
}

/** Beat positions in samples at 125 Hz, fractional. */
export function beatPositions(beatSamples: Uint32Array, sampleRateHz: number): Float64Array {
  const factor = CLASSIFIER_RATE_HZ / sampleRateHz;
  return Float64Array.from(beatSamples, (sample) => sample * factor);
}

/** Even groups of about 600 beats: the unit of preparation, whatever thread or batch it is done in. */
export function beatGroups(beatCount: number): BeatGroup[] {
  const groups = Math.max(1, Math.round(beatCount / GROUP_BEATS));
  return Array.from({ length: beatCount === 0 ? 0 : groups }, (_, index) => ({
    first: Math.floor((index * beatCount) / groups),
    end: Math.floor(((index + 1) * beatCount) / groups),
  }));
}
