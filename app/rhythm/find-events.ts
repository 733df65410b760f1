import { spanSamples, type Span } from '../domain/regions.ts';
import { findAlternatingRhythm } from './alternating-rhythms.ts';
import { findFibrillation } from './atrial-fibrillation.ts';
import { beatStretches, rhythmStretches, type RhythmBeats } from './beat-stretches.ts';
import { findEctopicSequences } from './ectopic-sequences.ts';
import type { EventCriteria } from './event-criteria.ts';
import { findPauses } from './pauses.ts';
import { findRateEpisodes } from './rate-episodes.ts';
import type { RhythmEvent } from './rhythm-event.ts';

/** A stretch of bad signal in one lead, or in all. */
export interface BadSignal extends Span {
  readonly kind: 'lead-off' | 'noise';
  readonly lead: number | null;
}

/** What events are found in. */
export interface RhythmRecording extends RhythmBeats {
  readonly sampleCount: number;
  /** Time that is not analysed, as a sorted set. No rhythm goes across it. */
  readonly excluded: readonly Span[];
  readonly badSignal: readonly BadSignal[];
}

/** All events of a recording by the criteria, in order of time. */
export function findEvents(recording: RhythmRecording, criteria: EventCriteria): RhythmEvent[] {
  const { excluded, badSignal } = recording;
  const stretches = rhythmStretches(recording, excluded);
  const events = [
    ...findPauses(recording, beatStretches(recording, excluded, Infinity), criteria),
    ...findRateEpisodes(recording, stretches, criteria),
    ...(['ventricular', 'supraventricular'] as const).flatMap((origin) => [
      ...findEctopicSequences(recording, stretches, origin, criteria),
      ...(['bigeminy', 'trigeminy'] as const).flatMap((rhythm) =>
        findAlternatingRhythm(recording, stretches, rhythm, origin, criteria.alternationCycles),
      ),
    ]),
    ...findFibrillation(recording, stretches, criteria.atrialFibrillationS),
    ...badSignal.map(toEvent),
  ];
  return events.sort((a, b) => a.startSample - b.startSample || a.endSample - b.endSample);
}

function toEvent({ kind, lead, startSample, endSample }: BadSignal): RhythmEvent {
  return { kind, startSample, endSample, beats: 0, meanBpm: null, isTachycardia: false, lead };
}

/** Share of the analysed time that atrial fibrillation takes, and the two times it is made of. */
export interface FibrillationBurden {
  readonly fibrillationSamples: number;
  /** The recording without its excluded time: the denominator of every share. */
  readonly analysedSamples: number;
  /** 0..1; null where nothing was analysed. */
  readonly share: number | null;
}

/** `events`: those of the recording that are to count, with or without those a reader dismissed. */
export function fibrillationBurden(
  events: readonly RhythmEvent[],
  { sampleCount, excluded }: Pick<RhythmRecording, 'sampleCount' | 'excluded'>,
): FibrillationBurden {
  const analysedSamples = sampleCount - spanSamples(excluded);
  const fibrillationSamples = spanSamples(
    events.filter(({ kind }) => kind === 'atrial-fibrillation'),
  );
  const share = analysedSamples > 0 ? fibrillationSamples / analysedSamples : null;
  return { fibrillationSamples, analysedSamples, share };
}
