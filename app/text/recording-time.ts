import { secondsOfDay } from '../domain/clock-time.ts';

/** Elapsed time counts from the start of the recording; clock time needs a recording with a clock. */
export type TimeDisplay = 'elapsed' | 'clock';

const SECONDS_PER_DAY = 86_400;

/** "0:12:31" or, with tenths, "0:12:31.4". */
export function formatElapsed(seconds: number, { tenths = false } = {}): string {
  return formatHours(seconds, tenths, 1);
}

/** "14:22:31", with "+1 d " in front for every midnight since the start. */
export function formatClock(
  startTime: string,
  seconds: number,
  { tenths = false } = {},
): string | null {
  const start = secondsOfDay(startTime);
  if (start === null) return null;
  const total = start + seconds;
  const days = Math.floor(total / SECONDS_PER_DAY);
  const clock = formatHours(total - days * SECONDS_PER_DAY, tenths, 2);
  return days === 0 ? clock : `+${days} d ${clock}`;
}

/** In the wanted display, or elapsed where the recording has no clock. */
export function formatTime(
  seconds: number,
  display: TimeDisplay,
  startTime: string | null,
  options: { tenths?: boolean } = {},
): string {
  const clock =
    display === 'clock' && startTime !== null ? formatClock(startTime, seconds, options) : null;
  return clock ?? formatElapsed(seconds, options);
}

/** A time that a reader typed, as both readings of it; null where a reading makes no sense. */
export interface TypedTime {
  readonly elapsedS: number | null;
  readonly clockS: number | null;
}

/**
 * Reads "h:mm:ss", "m:ss" (elapsed) or "hh:mm" (clock), seconds with or without a fraction, and
 * "s12345" for a sample number. Both results are seconds from the start of the recording and lie
 * inside it. A clock time before the start means the next day.
 */
export function parseTypedTime(
  text: string,
  recording: { durationS: number; sampleRateHz: number; startTime: string | null },
): TypedTime {
  const inside = (seconds: number | null): number | null =>
    seconds !== null && seconds >= 0 && seconds <= recording.durationS ? seconds : null;
  const trimmed = text.trim();
  const sample = /^s(\d{1,12})$/i.exec(trimmed);
  if (sample !== null) {
    return { elapsedS: inside(Number(sample[1]) / recording.sampleRateHz), clockS: null };
  }
  const parts = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:\.\d{1,3})?)$/.exec(trimmed);
  if (parts === null) return { elapsedS: null, clockS: null };
  const first = parts[1] === undefined ? null : Number(parts[1]);
  const second = Number(parts[2]);
  const third = Number(parts[3]);
  if (third >= 60 || (first !== null && second >= 60)) return { elapsedS: null, clockS: null };
  const elapsedS = (first ?? 0) * 3600 + second * 60 + third;
  const ofDay = first === null ? second * 3600 + third * 60 : elapsedS;
  return { elapsedS: inside(elapsedS), clockS: inside(sinceStart(ofDay, recording.startTime)) };
}

/** The reading that counts: the one of the current display, or else the only possible one. */
export function resolveTypedTime(typed: TypedTime, display: TimeDisplay): number | null {
  return display === 'clock' ? (typed.clockS ?? typed.elapsedS) : (typed.elapsedS ?? typed.clockS);
}

function sinceStart(secondOfDay: number, startTime: string | null): number | null {
  const start = startTime === null ? null : secondsOfDay(startTime);
  if (start === null || secondOfDay >= SECONDS_PER_DAY) return null;
  return secondOfDay >= start ? secondOfDay - start : secondOfDay - start + SECONDS_PER_DAY;
}

function formatHours(seconds: number, tenths: boolean, hourDigits: number): string {
  const units = tenths ? Math.floor(seconds * 10 + 1e-6) : Math.floor(seconds + 1e-6);
  const whole = tenths ? Math.floor(units / 10) : units;
  const hours = String(Math.floor(whole / 3600)).padStart(hourDigits, '0');
  const clock = `${hours}:${pad(Math.floor((whole % 3600) / 60))}:${pad(whole % 60)}`;
  return tenths ? `${clock}.${units % 10}` : clock;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
