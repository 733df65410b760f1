import { formatCountOf, formatDuration } from '../text/format.ts';
import type { RhythmEvent } from './rhythm-event.ts';

/** How long an event is, in what it is counted by: "2.41 s", "8 beats", "12 min 05 s". */
export function eventLengthText(event: RhythmEvent, sampleRateHz: number): string {
  const durationS = (event.endSample - event.startSample) / sampleRateHz;
  if (event.kind === 'pause') return `${durationS.toFixed(2)} s`;
  return isCountedInBeats(event) ? formatCountOf(event.beats, 'beat') : formatDuration(durationS);
}

/** Mean rate, "152 bpm"; null where the kind has none. */
export function eventRateText({ meanBpm }: RhythmEvent): string | null {
  return meanBpm === null ? null : `${Math.round(meanBpm)} bpm`;
}

/** Length, rate and what it amounts to: "8 beats, 152 bpm, ventricular tachycardia". */
export function eventText(event: RhythmEvent, sampleRateHz: number): string {
  const tachycardia = event.kind.startsWith('ventricular')
    ? 'ventricular tachycardia'
    : 'supraventricular tachycardia';
  const parts = [
    eventLengthText(event, sampleRateHz),
    eventRateText(event),
    event.isTachycardia ? tachycardia : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function isCountedInBeats({ kind }: RhythmEvent): boolean {
  return kind.startsWith('ventricular') || kind.startsWith('supraventricular');
}
