import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { PROTOCOL_IDS, protocolResultSchema, type ProtocolResult } from '../../../app/contract/protocol-result.ts'; // prettier-ignore
import { AppError } from '../../../app/domain/app-error.ts';
import { resourcesFolder } from '../places.ts';

/** Results that come with Ectopy: figures and names of records, no sample of a recording. */
export function shippedResultsFolder(): string {
  return path.join(resourcesFolder(), 'results');
}

/** Writes a result as <protocol>.json (or <protocol>-quick.json). */
export function writeResult(folder: string, result: ProtocolResult): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${result.protocol}${result.quick ? '-quick' : ''}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 1)}\n`);
  return file;
}

/**
 * The results in a folder, in the order of the protocols.
 * @throws AppError file-malformed
 */
export function readResults(folder: string): ProtocolResult[] {
  return PROTOCOL_IDS.flatMap((protocol) => {
    const file = path.join(folder, `${protocol}.json`);
    if (!existsSync(file)) return [];
    try {
      return [v.parse(protocolResultSchema, JSON.parse(readFileSync(file, 'utf8')))];
    } catch (error) {
      throw new AppError('file-malformed', `"${file}" is not the result of a protocol.`, {
        file,
        remedy: 'Run the protocol again.',
        cause: error,
      });
    }
  });
}
