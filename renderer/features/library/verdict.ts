import type { IntegrityFinding } from '../../../app/domain/recording.ts';
import { LIBRARY_TEXT } from '../../text/library.ts';

/** The checks of an import in one sentence. */
export function verdictText(findings: readonly Pick<IntegrityFinding, 'ok'>[]): string {
  const bad = findings.filter(({ ok }) => !ok).length;
  if (findings.length === 0) return LIBRARY_TEXT.verdictNone;
  if (bad === 0) return LIBRARY_TEXT.verdictPassed(findings.length);
  return LIBRARY_TEXT.verdictFailed(bad, findings.length);
}
