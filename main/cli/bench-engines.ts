import { availableParallelism, cpus } from 'node:os';
import type { Command } from 'commander';
import type { EngineName } from '../learning/engine.ts';
import type { EngineSpeed, Speed } from '../learning/engine-speed.ts';
import type { NetworkSpec } from '../learning/networks/index.ts';
import { wholeNumber } from './arguments.ts';
import { formatTable, printJson, printText } from './output.ts';
import { createProgress } from './progress.ts';

interface NetworkFigures {
  readonly network: string;
  readonly multiplyAdds: number;
  readonly parameters: number;
  readonly engines: readonly (EngineSpeed & { readonly engine: string })[];
}

/** `ectopy bench engines`: beats a second of every engine that this machine has. */
export function benchEnginesCommand(bench: Command): void {
  bench
    .command('engines')
    .description('measure training and inference on every engine; never fails on time')
    .option('--threads <number>', 'training threads of WASM', wholeNumber, availableParallelism())
    .option('--json', 'print the figures as JSON')
    .action(benchEngines);
}

async function benchEngines({ threads, json }: { threads: number; json?: true }): Promise<void> {
  const { probeEngines } = await import('../learning/engine.ts');
  const progress = createProgress('bench');
  const figures: NetworkFigures[] = [];
  const probes = await probeEngines();
  try {
    for (const [network, spec] of await networks()) {
      const report = (stage: string): void => {
        progress.report(`${network}, ${stage}`, 0);
      };
      const present = probes.filter(({ available }) => available).map(({ name }) => name);
      figures.push(await measure(network, spec, present.toReversed(), threads, report));
    }
  } finally {
    progress.end();
  }
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}`;
  const absent = probes.filter(({ available }) => !available).map(({ name, reason }) => ({ name, reason })); // prettier-ignore
  if (json) printJson({ machine, networks: figures, absent });
  else {
    const notes = absent.map(({ name, reason }) => `${name}: ${reason}`);
    printText([machine, ...figures.map(table), ...notes].join('\n'));
  }
  // A graphics device would keep the process alive.
  process.exit();
}

/** The paper's, the wider one of the same build that engines are compared with elsewhere, and ours. */
async function networks(): Promise<[string, NetworkSpec][]> {
  const { DEFAULT_NETWORK_SPEC } = await import('../learning/networks/index.ts');
  const { recipeNamed } = await import('../learning/recipes/index.ts');
  const wide = {
    ...DEFAULT_NETWORK_SPEC,
    pairs: [32, 32, 64, 64, 128, 128].map((filters) => ({ filters, kernel: 5, dropout: 0.1 })),
  } as NetworkSpec;
  const ours = recipeNamed('rhythm-form')?.recipe({ seed: 1, loss: 'twofold' }).network;
  return [
    ["The paper's network", DEFAULT_NETWORK_SPEC],
    ['The wide one', wide],
    ...(ours === undefined ? [] : ([['Ours', ours]] as [string, NetworkSpec][])),
  ];
}

async function measure(
  network: string,
  spec: NetworkSpec,
  present: readonly EngineName[],
  threads: number,
  report: (stage: string) => void,
): Promise<NetworkFigures> {
  const { measureEngineSpeed, measureOnnxSpeed } = await import('../learning/engine-speed.ts');
  const { createNetwork } = await import('../learning/networks/index.ts');
  const { parameterCount } = await import('../learning/networks/network.ts');
  const engines: (EngineSpeed & { engine: string })[] = [];
  for (const engine of present) {
    report(engine);
    engines.push({ engine, ...(await measureEngineSpeed(spec, engine)) });
    if (engine === 'wasm' && threads > 1) {
      report(`${engine}, ${threads} threads`);
      engines.push({ engine: `${engine}, ${threads} threads`, ...(await measureEngineSpeed(spec, engine, threads)) }); // prettier-ignore
    }
  }
  report('ONNX Runtime');
  const onnx = await measureOnnxSpeed(spec);
  if (onnx !== null) engines.push({ engine: 'ONNX Runtime, one core', ...onnx });
  const built = createNetwork(spec);
  return {
    network,
    multiplyAdds: built.multiplyAdds,
    parameters: parameterCount(built),
    engines,
  };
}

function table({ network, multiplyAdds, parameters, engines }: NetworkFigures): string {
  const plain = engines.find(({ engine }) => engine === 'cpu');
  const rows = engines.map(({ engine, training, inference }) => [
    engine,
    ...figure(training, plain?.training),
    ...figure(inference, plain?.inference),
  ]);
  const head = ['', ...heads('training'), ...heads('inference')];
  const size = `${(multiplyAdds / 1e6).toFixed(2)} M multiply-adds a beat, ${parameters} parameters`;
  return `\n${network} (${size})\n${formatTable([head, ...rows])}`;
}

function heads(what: string): string[] {
  return [`${what}, beats/s`, 'per CPU s', 'x cpu'];
}

function figure(speed: Speed | null, plain: Speed | null | undefined): string[] {
  if (speed === null) return ['', '', ''];
  const ratio = plain == null ? null : speed.beatsPerSecond / plain.beatsPerSecond;
  return [speed.beatsPerSecond, speed.beatsPerCpuSecond, ratio].map((value) =>
    value === null ? '' : String(Number(value.toPrecision(3))),
  );
}
