import type { Lead } from '../../app/domain/recording.ts';

/** Counts of a millivolt. Leads are in mV nearly always; microvolt and volt leads are known too. */
export function countsPerMillivolt({ gainPerUnit, units }: Lead): number {
  if (/^(u|µ|μ)v$/i.test(units)) return gainPerUnit * 1000;
  return gainPerUnit * (units === 'V' ? 0.001 : 1);
}
