import { vi } from 'vitest';
import { main } from '../../main/cli/program.ts';

/** How a command ended, and what it printed on the way. */
export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the command line in this process, its output caught. */
export async function ectopy(...args: readonly string[]): Promise<CommandRun> {
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[stream] += String(text);
      return true;
    }),
  );
  try {
    const code = await main([...args]);
    return { code, ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
