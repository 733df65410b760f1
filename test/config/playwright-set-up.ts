import { prepareElectron } from '../../main/launch/electron-session.mjs';

/**
 * Finds the Electron once for all tests, and gives them a display where there is none. Tests get
 * both through the environment.
 */
export default async function setUp(): Promise<() => void> {
  const { folder, virtualDisplay } = await prepareElectron({
    log: (line) => {
      process.stdout.write(`${line}\n`);
    },
  });
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = folder;
  return () => {
    virtualDisplay?.stop();
  };
}
