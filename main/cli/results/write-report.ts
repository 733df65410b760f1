import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ProtocolBeat } from '../../../app/contract/protocol-result.ts';
import { resultPage } from './result-page.ts';
import { readResults, resultFileName } from './stored-results.ts';

export const REPORT_FILE = 'report.html';

/**
 * Writes the report of all results that lie in a folder, whichever run made them; `samples` are beats
 * to show, by the name of the result's file.
 * @throws AppError file-malformed
 */
export function writeReport(
  folder: string,
  samples: ReadonlyMap<string, readonly ProtocolBeat[]>,
): void {
  const reported = [...readResults(folder), ...readResults(folder, { quick: true })].map(
    (result) => ({ result, samples: samples.get(resultFileName(result)) ?? [] }),
  );
  writeFileSync(path.join(folder, REPORT_FILE), resultPage(reported));
}
