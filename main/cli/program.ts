import { Command, CommanderError } from 'commander';
import { RESEARCH_USE } from '../../app/text/intended-use.ts';
import { ownVersion } from '../process/own-version.ts';
import { analyzeCommand } from './analyze.ts';
import { benchCommand } from './bench.ts';
import { demoCommand } from './demo.ts';
import { ec57Command } from './ec57.ts';
import { editLogCommand } from './edit-log.ts';
import { eventsCommand } from './events.ts';
import { ReportedFailure } from './failure.ts';
import { fibrillationCommand } from './fibrillation.ts';
import { modelsCommand } from './models.ts';
import { printError } from './output.ts';
import { reportCommand } from './report.ts';
import { reproduceCommand } from './reproduce.ts';
import { trainCommand } from './train.ts';
import { trendsCommand } from './trends.ts';

/**
 * Runs one command line, without the names of Node and of this program in front.
 * Returns the exit code: 0 for success alone.
 */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has said what it had to say; asking for help is not a failure.
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof ReportedFailure)) printError(error, argv.includes('--json'));
    return 1;
  }
}

function createProgram(): Command {
  const program = new Command('ectopy')
    .description(`Analyses long ECG recordings beat by beat. ${RESEARCH_USE}`)
    .version(ownVersion())
    .exitOverride();
  const commands = [
    analyzeCommand,
    eventsCommand,
    trendsCommand,
    reportCommand,
    ec57Command,
    editLogCommand,
    fibrillationCommand,
    trainCommand,
    reproduceCommand,
    modelsCommand,
    demoCommand,
    benchCommand,
  ];
  for (const add of commands) add(program);
  return program;
}
