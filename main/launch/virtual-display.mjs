import { spawn } from 'node:child_process';
import { LaunchError } from './launch-error.mjs';

const START_TIMEOUT_MS = 20_000;

/** Whether windows can be shown. Only Linux runs without: elsewhere a session has a display. */
export function hasDisplay(environment = process.env, platform = process.platform) {
  if (platform !== 'linux') return true;
  return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}

/**
 * Starts Xvfb on a display number of its own choosing and makes it this process's display.
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export function startVirtualDisplay() {
  return new Promise((resolve, reject) => {
    const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'];
    const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    let complaint = '';
    let number = '';
    /** @param {string} why */
    const fail = (why) => {
      child.kill();
      reject(new LaunchError(`Xvfb did not start: ${why}.`, 'Start Xvfb by hand and set DISPLAY.'));
    };
    const timer = setTimeout(() => {
      fail('it gave no display in time');
    }, START_TIMEOUT_MS);
    const stop = () => {
      process.off('exit', stop);
      child.kill();
    };
    child.stderr?.on('data', (chunk) => (complaint += String(chunk)));
    child.once('error', (error) => {
      clearTimeout(timer);
      fail(error.message);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(complaint.trim() || `exit code ${code}`);
    });
    child.stdio[3]?.on('data', (chunk) => {
      number += String(chunk);
      if (!number.includes('\n')) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      process.on('exit', stop);
      // It lives as long as this process, and must not keep it alive.
      child.unref();
      for (const stream of [child.stderr, child.stdio[3]]) stream?.destroy();
      const display = `:${number.trim()}`;
      process.env['DISPLAY'] = display;
      resolve({ display, stop });
    });
  });
}
