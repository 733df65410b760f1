/** Seconds since midnight of a zone-less ISO date-time; null when it has no time of day. */
export function secondsOfDay(startTime: string): number | null {
  const time = /T(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?/.exec(startTime);
  if (time === null) return null;
  return Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3] ?? 0);
}
