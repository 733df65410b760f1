/**
 * The base time and date that end a WFDB record line: "HH:MM:SS[.sss] DD/MM/YYYY".
 * Returns an ISO local date-time, or null (with a warning when something was there but not usable):
 * a recording without a clock is shown in elapsed time, never refused.
 */
export function parseStartTime(text: string, warn: (message: string) => void): string | null {
  if (text === '') return null;
  const match = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?(?:\s+(\d{1,2})\/(\d{1,2})\/(\d{4}))?$/.exec(
    text,
  );
  if (match === null) {
    warn(`The start time "${text}" is not HH:MM:SS DD/MM/YYYY, so only elapsed time is known.`);
    return null;
  }
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (match[5] === undefined) {
    warn(`The header gives the time ${text} but no date, so only elapsed time is known.`);
    return null;
  }
  const [day, month, year] = [Number(match[5]), Number(match[6]), Number(match[7])];
  if (hour > 23 || minute > 59 || second > 59 || !isCalendarDate(year, month, day)) {
    warn(`The start time "${text}" does not exist, so only elapsed time is known.`);
    return null;
  }
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return `${date}T${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}${match[4] ?? ''}`;
}

/** The reverse of `parseStartTime`. */
export function formatStartTime(startTime: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2}:\d{2}(?:\.\d+)?)$/.exec(startTime);
  if (match === null) throw new RangeError(`"${startTime}" is not an ISO local date-time`);
  const [, year, month, day, time] = match;
  return `${time} ${day}/${month}/${year}`;
}

function isCalendarDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
