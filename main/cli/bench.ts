import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../app/domain/app-error.ts';
import type { EnginePreference } from '../learning/engine.ts';
import { engineOption, positiveNumber, wholeNumber } from './arguments.ts';
import { benchEnginesCommand } from './bench-engines.ts';
import type { Measurement } from './measure-core.ts';
import { formatTable, printJson, printText } from './output.ts';
import { createProgress } from './progress.ts';

interface BenchCommandOptions {
  readonly hours: number;
  readonly leads: number;
  readonly rate: number;
  readonly engine: EnginePreference;
  readonly json?: true;
}

/** `ectopy bench`: what the core takes for a long recording, beside its budgets. */
export function benchCommand(program: Command): void {
  const command = program
    .command('bench')
    .description('measure the core on a demo Holter recording; never fails on time')
    .option('--hours <number>', 'length of the recording', positiveNumber, 24)
    .option('--leads <number>', 'number of leads', wholeNumber, 3)
    .option('--rate <hertz>', 'samples a second', positiveNumber, 250)
    .addOption(engineOption())
    .option('--json', 'print the figures as JSON')
    .action(bench);
  benchEnginesCommand(command);
}

async function bench({
  hours,
  leads,
  rate,
  engine: preference,
  json,
}: BenchCommandOptions): Promise<void> {
  const { measureCore, measureDetector } = await import('./measure-core.ts');
  const progress = createProgress('bench');
  const folder = await mkdtemp(path.join(tmpdir(), 'ectopy-bench-'));
  try {
    progress.report('making the recording', 0);
    await makeRecording(folder, [`--hours=${hours}`, `--leads=${leads}`, `--rate=${rate}`]);
    const { engine, measurements } = await measureCore({
      recordingFile: path.join(folder, 'demo.hea'),
      libraryFolder: path.join(folder, 'library'),
      engine: preference,
      onProgress: (stage, fraction) => {
        progress.report(stage, fraction);
      },
    });
    progress.report('detecting', 0);
    measurements.push(measureDetector(leads, rate));
    progress.end();
    const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}`;
    if (json) printJson({ machine, engine, hours, leads, sampleRateHz: rate, measurements });
    else
      printText(
        `${hours} h, ${leads} leads, ${rate} Hz, ${engine}. ${machine}\n${table(measurements)}`,
      );
  } finally {
    progress.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** In a process of its own, so that the generator's memory and time do not count. */
async function makeRecording(folder: string, shape: readonly string[]): Promise<void> {
  const entry = process.argv[1] ?? '';
  const child = spawn(process.execPath, [entry, 'demo', `--out=${folder}`, ...shape], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new AppError('internal', 'The recording to measure with was not made.');
}

function table(measurements: readonly Measurement[]): string {
  return formatTable([
    ['', 'figure', 'unit', 'budget'],
    ...measurements.map(({ name, value, unit, budget }) => [
      name,
      Number(value.toPrecision(3)),
      unit,
      budget === null ? '' : `${budget}${value <= budget ? '' : ' EXCEEDED'}`,
    ]),
  ]);
}
