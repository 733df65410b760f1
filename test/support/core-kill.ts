import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** Process ids of the cores that work on a profile's library: its path is among their arguments. */
export function corePids(profile: string): number[] {
  try {
    const found = execFileSync('pgrep', ['-f', `core\\.js.*${path.basename(profile)}`]);
    return found.toString().trim().split('\n').map(Number);
  } catch {
    return [];
  }
}

/** Ends the one core of a profile as a crash would. @throws Error where there is not exactly one */
export function killCore(profile: string): void {
  const [pid, ...others] = corePids(profile);
  if (pid === undefined || others.length > 0) throw new Error('There is not exactly one core.');
  process.kill(pid, 'SIGKILL');
}
