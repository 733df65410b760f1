import { launch } from './set-up.mjs';

await launch(async (log) => {
  const { buildWhenNeeded } = await import('./build.mjs');
  const { prepareElectron, sandboxSwitches } = await import('./electron-session.mjs');
  const { node24, repositoryRoot } = await import('./paths.mjs');
  const { runCommand } = await import('./run-command.mjs');

  await buildWhenNeeded({ log });
  const { executable, folder, virtualDisplay } = await prepareElectron({ log });
  if (virtualDisplay !== null) {
    log('No display: touring the demo recording under Xvfb');
    try {
      const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: folder };
      const { code } = await runCommand(node24, ['test/tour/tour.ts'], {
        cwd: repositoryRoot,
        env,
      });
      return code;
    } finally {
      virtualDisplay.stop();
    }
  }
  const switches = sandboxSwitches({ executable, log });
  const args = [repositoryRoot, ...switches, ...process.argv.slice(2)];
  const { code } = await runCommand(executable, args);
  return code;
});
