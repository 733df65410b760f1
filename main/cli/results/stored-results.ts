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

/** <protocol>.json, or <protocol>-quick.json. */
export function resultFileName({
  protocol,
  quick,
}: Pick<ProtocolResult, 'protocol' | 'quick'>): string {
  return `${protocol}${quick ? '-quick' : ''}.json`;
}

/** Writes a result; returns its path. */
export function writeResult(folder: string, result: ProtocolResult): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, resultFileName(result));
  writeFileSync(file, `${JSON.stringify(result, null, 1)}\n`);
  return file;
}

/**
 * The results in a folder, in the order of the protocols; those of quick runs only if asked for.
 * @throws AppError file-malformed
 */
export function readResults(folder: string, { quick = false } = {}): ProtocolResult[] {
  return PROTOCOL_IDS.flatMap((protocol) => {
    const file = path.join(folder, resultFileName({ protocol, quick }));
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
