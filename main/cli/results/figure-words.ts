import type { Figure } from '../../../app/contract/protocol-result.ts';

/** "98.6 ± 0.1 (97.9–99.1)": percent, standard deviation over seeds, interval over patients. */
export function figureWords({ value, spread, low, high }: Figure, digits = 1): string {
  if (value === null) return '–';
  const percent = (share: number): string => (100 * share).toFixed(digits);
  const deviation = spread === null ? '' : ` ± ${percent(spread)}`;
  const interval = low === null || high === null ? '' : ` (${percent(low)}–${percent(high)})`;
  return `${percent(value)}${deviation}${interval}`;
}

/** Percent alone. */
export function shareWords(share: number | null): string {
  return share === null ? '–' : (100 * share).toFixed(1);
}

export function wholeNumberWords(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}
