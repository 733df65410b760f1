/**
 * The first thing that every command runs, on whatever Node (18 or later) there is and before
 * anything is installed: nothing here, or imported from here, may need a package.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { packagesAreCurrent } from './installed-packages.mjs';
import { LaunchError } from './launch-error.mjs';
import { npmCommand } from './npm-command.mjs';
import { node24, repositoryRoot } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { withSetUpLock } from './set-up-lock.mjs';

/** @typedef {(log: (line: string) => void) => Promise<number | void>} Command */

const NODE_MAJOR = '24';

/**
 * Installs the packages when needed and goes on under Node 24; then runs `command` there and ends
 * the process with the exit code that it returns; with none, the command sees to that itself.
 * @param {Command} command
 */
export async function launch(command) {
  try {
    const code = await inNode24(command);
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    process.exitCode = 1;
    if (!(error instanceof LaunchError)) throw error;
    process.stderr.write(`${error.message}\n${error.remedy}\n`);
  }
}

/** @param {string} line */
function log(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {Command} command */
async function inNode24(command) {
  if (!packagesAreCurrent(repositoryRoot)) {
    await withSetUpLock(async () => {
      if (!packagesAreCurrent(repositoryRoot)) await installPackages();
    });
  }
  if (process.versions.node.split('.')[0] === NODE_MAJOR) {
    // Tools that are started by name find the same Node.
    const bin = path.join(repositoryRoot, 'node_modules', '.bin');
    process.env['PATH'] = `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`;
    return command(log);
  }
  if (!existsSync(node24)) {
    throw new LaunchError(
      `There is no Node 24 at ${node24}.`,
      'Run npm ci and look at what it says.',
    );
  }
  const { code } = await runCommand(node24, process.argv.slice(1));
  return code;
}

async function installPackages() {
  log('Installing packages (npm ci); the first time takes a minute or two');
  // The level keeps npm's own words when it was itself started with --silent.
  const { command, args, shell } = npmCommand([
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  const { code } = await runCommand(command, args, {
    cwd: repositoryRoot,
    shell,
    output: 'show-on-stderr',
    // An npm that does not know `allowScripts` would fetch CUDA, which nothing here uses.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  if (code !== 0) {
    throw new LaunchError(
      'The packages could not be installed.',
      'Check that the package registry which npm is configured for can be reached.',
    );
  }
}
