import path from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../app/domain/app-error.ts';
import { openLibrary } from './library-session.ts';
import { printJson, printText } from './output.ts';
import { libraryFolder } from './places.ts';

interface EditLogOptions {
  readonly library?: string;
  readonly out: string;
  readonly json?: true;
}

/** `ectopy edit-log RECORDING` on a library that no other process has open. */
export function editLogCommand(program: Command): void {
  program
    .command('edit-log')
    .description('write the log of edits of a recording as LightWAVE does (patchann applies it)')
    .argument('<recording>', 'name or id of a recording in the library')
    .option('--out <folder>', 'folder to write RECORDING.ect.log to', '.')
    .option('--library <folder>', 'the library')
    .option('--json', 'print one JSON document')
    .action(writeEditLog);
}

async function writeEditLog(wanted: string, options: EditLogOptions): Promise<void> {
  const library = openLibrary(libraryFolder(options.library));
  try {
    const recordings = await library.request('recordings:list', {});
    const found = recordings.filter(({ id, name }) => id === wanted || name === wanted);
    const [recording] = found;
    if (recording === undefined || found.length > 1) {
      throw new AppError(
        'not-found',
        recording === undefined
          ? `The library has no recording "${wanted}".`
          : `The library has ${found.length} recordings named "${wanted}".`,
        {
          remedy: `Give one of: ${recordings.map(({ id, name }) => `${name} (${id})`).join(', ')}`,
        },
      );
    }
    const recordingId = recording.id;
    const written = await library.request('edit-log:export', {
      recordingId,
      folder: path.resolve(options.out),
    });
    if (options.json) printJson(written);
    else printText(`${written.path} (${written.lines} lines)`);
  } finally {
    await library.close();
  }
}
