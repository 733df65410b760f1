import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import type { ProtocolId, ProtocolResult } from '../../../app/contract/protocol-result.ts';
import { computedWith, openEngine } from '../engine.ts';
import { runAdaptive } from './adaptive.ts';
import { RESULT_FILE, withEarlier } from './earlier-result.ts';
import { runDetector } from './detector.ts';
import { runDs1Ds2 } from './ds1-ds2.ts';
import { PTBDB, PTBXL, PTBXL_Z, runInfarction } from './infarction.ts';
import { runInfarctionCsv } from './infarction-csv.ts';
import { runKachuee } from './kachuee.ts';
import {
  ProtocolContext,
  type ProtocolListener,
  type ProtocolOptions,
} from './protocol-context.ts';
import type { ProtocolFindings } from './protocol-test.ts';

export type { ProtocolListener, ProtocolOptions } from './protocol-context.ts';

const PROTOCOLS: Record<ProtocolId, (context: ProtocolContext) => Promise<ProtocolFindings>> = {
  detector: runDetector,
  kachuee: runKachuee,
  'ds1-ds2': runDs1Ds2,
  adaptive: runAdaptive,
  'infarction-ptbxl': (context) => runInfarction(context, PTBXL),
  'infarction-ptbxl-z': (context) => runInfarction(context, PTBXL_Z),
  'infarction-ptbdb': (context) => runInfarction(context, PTBDB),
  'infarction-csv': runInfarctionCsv,
};

/** The version of the application is the command line's and the core's to know. */
const UNKNOWN_VERSION = 'unknown';

/**
 * Runs a protocol, or goes on with one that was stopped: every training is checkpointed epoch by
 * epoch below `outFolder`. Writes result.json and predictions.json into the protocol's folder there.
 * @throws AppError `file-missing` and the like for the data, `engine-unavailable`, `cancelled`
 */
export async function runProtocol(
  options: ProtocolOptions,
  listener: ProtocolListener = {},
): Promise<ProtocolResult> {
  const startedAt = new Date();
  const engine = await openEngine(options.engine);
  const context = new ProtocolContext(options, listener);
  const found = await PROTOCOLS[options.protocol](context);
  const own: ProtocolResult = {
    version: 1,
    protocol: options.protocol,
    title: found.title,
    description: found.description,
    quick: options.quick,
    startedAt: startedAt.toISOString(),
    wallS: (Date.now() - startedAt.getTime()) / 1000,
    environment: {
      engine: computedWith(engine),
      machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores`,
      node: process.version,
      version: options.version ?? UNKNOWN_VERSION,
    },
    command: options.command ?? commandOf(options),
    data: found.data,
    seeds: [...options.seeds],
    counts: found.counts,
    contenders: found.contenders,
    findings: found.findings,
  };
  const { folder, predictions } = context;
  const result = withEarlier(folder, own, predictions);
  mkdirSync(folder, { recursive: true });
  predictions.write(folder);
  const file = join(folder, RESULT_FILE);
  writeFileSync(`${file}.part`, `${JSON.stringify(result)}\n`);
  renameSync(`${file}.part`, file);
  listener.onProgress?.(1);
  return result;
}

/** The command line that makes the result again, whoever asked for it. */
function commandOf(options: ProtocolOptions): string {
  const { protocol, networks, seeds, quick, csvFolder, loss } = options;
  const words = ['npm run -s ectopy -- reproduce --data DIR', `--protocol ${protocol}`];
  if (networks.length === 1) words.push(`--network ${networks[0] ?? ''}`);
  if (loss !== 'twofold') words.push(`--loss ${loss}`);
  words.push(`--seeds ${seeds.join(',')}`, `--engine ${options.engine}`);
  if (csvFolder !== undefined) words.push('--csv FOLDER');
  if (quick) words.push('--quick');
  return words.join(' ');
}
