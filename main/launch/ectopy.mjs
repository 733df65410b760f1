import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './set-up.mjs';

await launch(async (log) => {
  const { buildWhenNeeded } = await import('./build.mjs');
  const { repositoryRoot } = await import('./paths.mjs');
  await buildWhenNeeded({ log });
  // npm starts scripts in the project's folder; paths are meant from where the user is.
  process.chdir(process.env['INIT_CWD'] ?? process.cwd());
  const commandLine = path.join(repositoryRoot, 'dist', 'main', 'cli.js');
  process.argv[1] = commandLine;
  await import(pathToFileURL(commandLine).href);
});
