import { spawn } from 'node:child_process';

/**
 * @typedef {{ code: number, output: string }} CommandResult `output` is empty unless captured
 */

/**
 * Runs a command to its end. A signal that ends it, or a command that cannot be started, counts as
 * exit code 1; signals to us reach it too, so nothing is left behind.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean, output?: 'show' | 'show-on-stderr' | 'capture' }} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, { output = 'show', ...options } = {}) {
  return new Promise((resolve) => {
    const streams = { show: 'inherit', 'show-on-stderr': 2, capture: 'pipe' }[output];
    const child = spawn(command, [...args], {
      ...options,
      stdio: [
        'inherit',
        /** @type {'pipe'} */ (streams),
        output === 'capture' ? 'pipe' : 'inherit',
      ],
    });
    let captured = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => (captured += String(chunk)));
    }
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => child.kill(signal);
    // Ctrl+C reaches the whole foreground group: the child gets it by itself, and we wait for it.
    const wait = () => {};
    process.on('SIGTERM', forward);
    process.on('SIGINT', wait);
    /** @param {number} code */
    const finish = (code) => {
      process.off('SIGTERM', forward);
      process.off('SIGINT', wait);
      resolve({ code, output: captured });
    };
    child.once('error', (error) => {
      captured += error.message;
      finish(1);
    });
    child.once('close', (code) => {
      finish(code ?? 1);
    });
  });
}
