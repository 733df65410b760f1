/**
 * Numbers and times as a reader sees them. One locale-free form everywhere (1,402 · 98.6 % · 23 h
 * 38 min), so that screens, reports and tests agree.
 */

const THOUSANDS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** What stands where a value was not or could not be computed; never 0, never blank. */
export const NOT_ASSESSED = 'Not assessed';

/** 98842 → "98,842". */
export function formatCount(count: number): string {
  return THOUSANDS.format(count);
}

/** "1 beat", "1,402 beats". */
export function formatCountOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** 0.9864 → "98.6 %"; what is there but too little for the digits → "< 0.1 %"; null → "Not assessed". */
export function formatPercent(fraction: number | null, digits = 1): string {
  if (fraction === null) return NOT_ASSESSED;
  const percent = (100 * fraction).toFixed(digits);
  return fraction > 0 && Number(percent) === 0
    ? `< ${(10 ** -digits).toFixed(digits)} %`
    : `${percent} %`;
}

/**
 * 86_400 s → "24 h 00 min"; 1805.9 s → "30 min 05 s"; 12 s → "12 s". What has passed, like the times
 * of a clock: never rounded up, so that a duration and the time at its end are one.
 */
export function formatDuration(durationS: number): string {
  const seconds = Math.max(0, Math.floor(durationS + 1e-6));
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  if (minutes < 60) return `${minutes} min ${twoDigits(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

/** Time left of a job, rounded as coarsely as the guess deserves: "about 2 min left". */
export function formatTimeLeft(secondsLeft: number | null): string {
  if (secondsLeft === null) return '';
  if (secondsLeft < 10) return 'a few seconds left';
  if (secondsLeft < 60) return `${10 * Math.round(secondsLeft / 10)} s left`;
  const minutes = Math.round(secondsLeft / 60);
  if (minutes < 60) return `about ${minutes} min left`;
  return `about ${(secondsLeft / 3600).toFixed(1)} h left`;
}

/** 250 → "250 Hz"; 128.5 → "128.5 Hz". */
export function formatRate(sampleRateHz: number): string {
  return `${Number(sampleRateHz.toFixed(2))} Hz`;
}

/** ISO time → local "12:03:07". */
export function formatTimeOfDay(isoTime: string): string {
  const time = new Date(isoTime);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(':');
}

/** ISO time → local "2026-11-22 12:03". */
export function formatDateTime(isoTime: string): string {
  const time = new Date(isoTime);
  const date = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(twoDigits).join('-');
  return `${date} ${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`;
}

/** ISO time → local "2026-11-22". */
export function formatDate(isoTime: string): string {
  return formatDateTime(isoTime).slice(0, 10);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** A share as models are scored: 0.9512 → "0.951"; null → "Not assessed". */
export function formatScore(score: number | null | undefined): string {
  return score?.toFixed(3) ?? NOT_ASSESSED;
}

/** A change with its sign, also where it is 0: "+0.012", "−0.004", "±0.000". */
export function formatSigned(change: number): string {
  const size = Math.abs(change).toFixed(3);
  if (Number(size) === 0) return `±${size}`;
  return `${change < 0 ? '−' : '+'}${size}`;
}

/** A share without its unit, for columns whose head says "%": 0.9781 → "97.8"; null → "Not assessed". */
export function formatPercentNumber(fraction: number | null | undefined, digits = 1): string {
  return fraction === null || fraction === undefined
    ? NOT_ASSESSED
    : (100 * fraction).toFixed(digits);
}

/** A change of a share in percentage points with its sign: 0.012 → "+1.2", 0 → "±0.0". */
export function formatPointChange(change: number, digits = 1): string {
  const size = Math.abs(100 * change).toFixed(digits);
  if (Number(size) === 0) return `±${size}`;
  return `${change < 0 ? '−' : '+'}${size}`;
}
