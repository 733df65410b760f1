import { launch } from './set-up.mjs';

/**
 * The budgets: first the core by itself, then the window on a recording of the same length. With
 * `engines` the speed of training and inference instead.
 */
await launch(async (log) => {
  const { buildWhenNeeded } = await import('./build.mjs');
  const { prepareElectron } = await import('./electron-session.mjs');
  const { node24, repositoryRoot } = await import('./paths.mjs');
  const { runCommand } = await import('./run-command.mjs');

  await buildWhenNeeded({ log });
  const args = process.argv.slice(2);
  const core = await runCommand(node24, ['dist/main/cli.js', 'bench', ...args], {
    cwd: repositoryRoot,
  });
  if (args[0] === 'engines') return core.code;
  const { folder, virtualDisplay } = await prepareElectron({ log });
  try {
    const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: folder };
    const script = ['test/bench/window-bench.ts', ...args];
    const window = await runCommand(node24, script, { cwd: repositoryRoot, env });
    return core.code === 0 ? window.code : core.code;
  } finally {
    virtualDisplay?.stop();
  }
});
