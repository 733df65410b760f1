import type { IntegrityFinding } from '../../domain/recording.ts';
import type { SignalTotals } from './frames.ts';
import type { WfdbSignal } from './header.ts';

/**
 * Compares what was read of one signal with its header line. A header without a record length
 * disables checksums (header(5)), and those of a truncated file cannot agree: then only the first
 * value is checked.
 */
export function verifySignal(
  lead: number,
  signal: WfdbSignal,
  totals: SignalTotals,
  options: { complete: boolean },
): IntegrityFinding[] {
  const findings: IntegrityFinding[] = [];
  const { firstValue, checksum } = totals;
  if (signal.initialValue !== null && firstValue !== null) {
    const ok = signal.initialValue === firstValue;
    findings.push({
      check: 'first-value',
      lead,
      ok,
      message: ok
        ? `The first sample is ${firstValue}, as the header states.`
        : `The first sample is ${firstValue}, but the header states ${signal.initialValue}.`,
    });
  }
  if (signal.checksum !== null && options.complete) {
    // Some writers print the 16-bit sum unsigned.
    const stated = (signal.checksum << 16) >> 16;
    const ok = stated === checksum;
    findings.push({
      check: 'checksum',
      lead,
      ok,
      message: ok
        ? `The checksum is ${checksum}, as the header states.`
        : `The checksum is ${checksum}, but the header states ${stated}: the samples have changed since the header was written.`,
    });
  }
  return findings;
}
