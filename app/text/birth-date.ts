/**
 * Why a date of birth is not taken, in words; null: it is, or none is given. Only the order of ISO 8601
 * is, since 03/04/1951 is another day in another country.
 */
export function birthDateRefused(text: string, now: Date): string | null {
  if (text === '') return null;
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return 'Write the date as year-month-day, such as 1951-02-28.';
  const [year = 0, month = 0, day = 0] = parts;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return `There is no day ${text}.`;
  }
  // A day more: it may be tomorrow elsewhere.
  const isAhead = date.getTime() > now.getTime() + 24 * 3600 * 1000;
  return isAhead ? `${text} lies in the future.` : null;
}
