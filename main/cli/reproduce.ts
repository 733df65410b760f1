import path from 'node:path';
import { Option, type Command } from 'commander';
import { PROTOCOL_IDS, type ProtocolId, type ProtocolRequest } from '../../app/contract/protocol-result.ts'; // prettier-ignore
import { LOSS_PRESETS, type LossName } from '../../app/learning/loss-presets.ts';
import type { EnginePreference } from '../learning/engine.ts';
import { engineOption, wholeNumbers } from './arguments.ts';
import { followProtocol } from './follow-protocol.ts';
import { printJson } from './output.ts';

const NETWORKS = ['paper', 'rhythm-form'] as const;

interface ReproduceOptions {
  readonly data: string;
  readonly out: string;
  readonly protocol?: ProtocolId;
  readonly network?: (typeof NETWORKS)[number];
  readonly loss: LossName;
  readonly seeds: number[];
  readonly quick?: true;
  readonly csv?: string;
  readonly engine: EnginePreference;
  readonly json?: true;
}

/** `ectopy reproduce`: the protocols behind the figures of the README. */
export function reproduceCommand(program: Command): void {
  program
    .command('reproduce')
    .description('train and test by the protocols that the README reports')
    .requiredOption('--data <folder>', 'folder with mitdb, svdb, ptbxl …')
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
    .addOption(new Option('--network <name>', 'one network (default: all)').choices(NETWORKS))
    .addOption(
      new Option('--loss <name>', 'loss of the paper’s network')
        .choices(Object.keys(LOSS_PRESETS))
        .default('twofold'),
    )
    .option('--seeds <numbers>', 'seeds, separated by commas', wholeNumbers, [1])
    .option('--quick', 'few records and few epochs: whether it runs, not how well it does')
    .option('--csv <folder>', 'folder with the published mitbih_train.csv and mitbih_test.csv')
    .addOption(engineOption())
    .option('--json', 'print the results as JSON')
    .action(reproduce);
}

async function reproduce(options: ReproduceOptions): Promise<void> {
  const { runProtocol } = await import('../learning/protocols/run-protocol.ts');
  const request: Omit<ProtocolRequest, 'protocol'> = {
    networks: options.network === undefined ? [...NETWORKS] : [options.network],
    loss: options.loss,
    dataFolder: path.resolve(options.data),
    seeds: options.seeds,
    quick: options.quick === true,
  };
  const protocols = options.protocol === undefined ? PROTOCOL_IDS : [options.protocol];
  const results = [];
  for (const protocol of protocols) {
    results.push(
      await followProtocol(protocol, (listener) =>
        runProtocol(
          {
            ...request,
            protocol,
            outFolder: path.resolve(options.out),
            engine: options.engine,
            csvFolder: options.csv,
          },
          listener,
        ),
      ),
    );
  }
  if (options.json) printJson(results);
}
