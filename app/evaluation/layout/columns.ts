import { decimalText } from '../decimal-text.ts';

/** Numbers right-aligned in so many characters each, with a space between, as by "%5ld %3ld". */
export function columns(values: readonly (number | string)[], widths: readonly number[]): string {
  return values.map((value, index) => String(value).padStart(widths[index] ?? 0)).join(' ');
}

/** A figure behind a space, `width` characters with it; "-" where it is undefined. */
export function figure(value: number | null, width: number, decimals: number): string {
  return value === null
    ? '-'.padStart(width)
    : ` ${decimalText(value, decimals).padStart(width - 1)}`;
}

/** The last line of every table of sumstats. */
export function summaryLine(records: number): string {
  return `Summary of results from ${records} record${records === 1 ? '' : 's'}`;
}
