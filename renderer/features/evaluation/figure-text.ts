import type { Figure } from '../../../app/contract/protocol-result.ts';
import { EVALUATION_TEXT } from '../../text/evaluation.ts';
import { formatPercentNumber } from '../../text/format.ts';

/** "97.8 ± 0.2": mean and spread over seeds, in percent; "Not assessed" where there is no value. */
export function figureText({ value, spread }: Figure, digits = 1): string {
  const mean = formatPercentNumber(value, digits);
  return value === null || spread === null
    ? mean
    : `${mean} ± ${formatPercentNumber(spread, digits)}`;
}

/** "97.1 to 98.4", or nothing where no interval was computed. */
export function intervalText({ low, high }: Figure, digits = 1): string {
  if (low === null || high === null) return '';
  return EVALUATION_TEXT.range(formatPercentNumber(low, digits), formatPercentNumber(high, digits));
}
