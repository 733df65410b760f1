import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lockLibrary } from '../../../../main/store/lock.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const HOLDER = new URL('../../../support/library-lock-holder.ts', import.meta.url);

it('lets one process in, names it to the next, and lets the next in afterwards', () => {
  const folder = temporaryFolder();
  const lock = lockLibrary(folder);
  expect(() => lockLibrary(folder)).toThrow(
    expect.objectContaining({
      code: 'library-locked',
      file: folder,
      message: expect.stringContaining(String(process.pid)) as string,
    }),
  );
  lock.release();
  lockLibrary(folder).release();
});

it('is held across processes, and does not outlive a killed one', async () => {
  const folder = temporaryFolder();
  const holder = fork(HOLDER, [folder]);
  onTestFinished(() => {
    holder.kill('SIGKILL');
  });
  await once(holder, 'message');
  expect(() => lockLibrary(folder)).toThrow(
    expect.objectContaining({
      code: 'library-locked',
      message: expect.stringContaining(String(holder.pid)) as string,
    }),
  );
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  lockLibrary(folder).release();
});

it('replaces a lock file that is none', () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'library.lock'), 'left here by something else '.repeat(20));
  const lock = lockLibrary(folder);
  expect(() => lockLibrary(folder)).toThrow('in use');
  lock.release();
});
