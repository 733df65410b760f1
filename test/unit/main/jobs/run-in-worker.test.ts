import { expect, it, vi } from 'vitest';
import { runInWorker } from '../../../../main/jobs/run-in-worker.ts';
import type { WorkerListeners } from '../../../../main/jobs/run-in-worker.ts';

vi.mock(import('../../../../main/process/entry-file.ts'), () => ({
  entryFile: () => new URL('../../../support/test.worker.ts', import.meta.url),
}));

function run(task: string, listeners: Partial<WorkerListeners> = {}): Promise<unknown> {
  return runInWorker('analysis.worker', task, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...listeners,
  });
}

it('gives the result of a task, and tells its progress', async () => {
  const progress: unknown[] = [];
  const result = await run('work', {
    onProgress: (stage, fraction) => progress.push([stage, fraction]),
  });
  expect(result).toEqual({ samples: Uint32Array.of(1, 2, 3) });
  expect(progress).toEqual([['working', 0.5]]);
});

it.each([
  ['fail', { code: 'file-truncated', file: '/208.dat' }],
  ['full disk', { code: 'disk-full', file: '/library/lead-0.i16' }],
  ['exit', { code: 'internal', message: expect.stringContaining('exit code 3') as string }],
  ['throw outside', { code: 'internal', message: expect.stringContaining('memory') as string }],
])('reports the end of a thread that was told to %s', async (task, error) => {
  await expect(run(task)).rejects.toMatchObject(error);
});

it.each(['wait for cancel', 'compute without end'])(
  'ends a cancelled thread that was told to %s',
  async (task) => {
    const abort = new AbortController();
    const running = run(task, {
      signal: abort.signal,
      onProgress: () => {
        abort.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  },
);

it('does not start a thread for what is cancelled already', async () => {
  await expect(run('work', { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  });
});
