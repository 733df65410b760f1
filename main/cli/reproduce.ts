import path from 'node:path';
import { Option, type Command } from 'commander';
import { NETWORK_KINDS, NETWORK_NAMES, PROTOCOL_IDS, type ProtocolBeat, type ProtocolId, type ProtocolRequest, type ProtocolResult } from '../../app/contract/protocol-result.ts'; // prettier-ignore
import { AppError } from '../../app/domain/app-error.ts';
import { LOSS_PRESETS, type LossName } from '../../app/learning/loss-presets.ts';
import type { EnginePreference } from '../learning/engine.ts';
import { ownVersion } from '../process/own-version.ts';
import { engineOption, seedList } from './arguments.ts';
import { followProtocol } from './follow-protocol.ts';
import { printJson, printNotice, printText } from './output.ts';
import { resultTable } from './results/result-table.ts';
import { sampleBeats } from './results/sample-beats.ts';
import { readResults, shippedResultsFolder, writeResult } from './results/stored-results.ts';
import { REPORT_FILE, writeReport } from './results/write-report.ts';

/** Protocols that need files which only --csv names. */
const CSV_PROTOCOLS: readonly ProtocolId[] = ['infarction-csv'];

interface ReproduceOptions {
  readonly data?: string;
  readonly out: string;
  readonly protocol?: ProtocolId;
  readonly network?: (typeof NETWORK_NAMES)[number];
  readonly loss: LossName;
  readonly seeds: number[];
  readonly quick?: true;
  readonly csv?: string;
  readonly engine: EnginePreference;
  readonly tables?: true;
  readonly json?: true;
}

/** `ectopy reproduce`: the protocols behind the figures of the README. */
export function reproduceCommand(program: Command): void {
  program
    .command('reproduce')
    .description('train and test by the protocols that the README reports')
    .option('--data <folder>', 'folder with mitdb, svdb, ptbxl …')
    .option(
      '--out <folder>',
      'checkpoints, results and the report are written there',
      'out/results',
    )
    .addOption(
      new Option('--protocol <name>', 'one protocol (default: all there is data for)').choices(
        PROTOCOL_IDS,
      ),
    )
    .addOption(
      new Option(
        '--network <name>',
        'one kind of network with all its recipes, or one recipe (default: all)',
      ).choices(NETWORK_NAMES),
    )
    .addOption(
      new Option('--loss <name>', 'loss of the paper’s network')
        .choices(Object.keys(LOSS_PRESETS))
        .default('twofold'),
    )
    .option('--seeds <numbers>', 'seeds, such as 1,2 or 1-5', seedList, [1])
    .option('--quick', 'few records and few epochs: whether it runs, not how well it does')
    .option('--csv <folder>', 'folder with the published CSV files')
    .option('--tables', 'run nothing: print the tables of the results that come with Ectopy')
    .addOption(engineOption())
    .option('--json', 'print the results as JSON')
    .addHelpText(
      'after',
      '\nEvery training is kept epoch by epoch: the same command goes on where it was stopped.\n' +
        'With --quick all protocols take less than five minutes on two cores.',
    )
    .action(reproduce);
}

async function reproduce(options: ReproduceOptions): Promise<void> {
  const results =
    options.tables === true ? readResults(shippedResultsFolder()) : await runAll(options);
  if (options.json) printJson(results);
  else printText(results.map(resultTable).join('\n'));
}

async function runAll(options: ReproduceOptions): Promise<ProtocolResult[]> {
  const { data, quick, csv } = options;
  if (data === undefined) {
    throw new AppError('bad-request', 'There is no folder with recordings to run protocols on.', {
      remedy: 'Name it with --data, or print the stored results with --tables.',
    });
  }
  const { runProtocol } = await import('../learning/protocols/run-protocol.ts');
  const out = path.resolve(options.out);
  const request: Omit<ProtocolRequest, 'protocol'> = {
    networks: options.network === undefined ? [...NETWORK_KINDS] : [options.network],
    loss: options.loss,
    dataFolder: path.resolve(data),
    seeds: options.seeds,
    quick: quick === true,
  };
  const results: ProtocolResult[] = [];
  const samples = new Map<string, ProtocolBeat[]>();
  for (const protocol of protocolsOf(options)) {
    const task = {
      ...request,
      protocol,
      outFolder: out,
      engine: options.engine,
      csvFolder: csv,
      version: ownVersion(),
    };
    try {
      const result = await followProtocol(protocol, (listener) => runProtocol(task, listener));
      results.push(result);
      samples.set(path.basename(writeResult(out, result)), await sampleBeats(task, result));
      writeReport(out, samples);
    } catch (error) {
      if (!isForOthers(error) || options.protocol !== undefined) throw error;
      printNotice(`${protocol}: left out. ${error.message}`);
    }
  }
  if (results.length === 0) {
    throw new AppError('file-missing', 'There is no data for any protocol.', {
      file: request.dataFolder,
      remedy: 'Name a folder with mitdb, svdb, ptbxl … in it, or one of them.',
    });
  }
  printNotice(`Report: ${path.join(out, REPORT_FILE)}`);
  return results;
}

function protocolsOf({ protocol, csv }: ReproduceOptions): readonly ProtocolId[] {
  if (protocol !== undefined) return [protocol];
  return PROTOCOL_IDS.filter((id) => csv !== undefined || !CSV_PROTOCOLS.includes(id));
}

/**
 * Data that is not there (as opposed to data that is there and damaged), or a network that this
 * protocol has no use for: others can run.
 */
function isForOthers(error: unknown): error is AppError {
  return error instanceof AppError && ['file-missing', 'bad-request'].includes(error.code);
}
