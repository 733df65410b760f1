import path from 'node:path';
import type { Command } from 'commander';
import { openLibrary, recordingNamed } from './library-session.ts';
import { printJson, printText } from './output.ts';
import { libraryFolder } from './places.ts';

interface EditLogOptions {
  readonly library?: string;
  readonly out: string;
  readonly json?: true;
}

/** `ectopy edit-log`: what was edited in a recording, in the form that other tools read. */
export function editLogCommand(program: Command): void {
  program
    .command('edit-log')
    .description('write the log of edits of a recording as LightWAVE does (patchann applies it)')
    .argument('<recording>', 'name or id, as the library has it')
    .option('--out <folder>', 'folder to write RECORDING.ect.log to', '.')
    .option('--library <folder>', 'library with the recording')
    .option('--json', 'print JSON')
    .action(writeEditLog);
}

async function writeEditLog(wanted: string, options: EditLogOptions): Promise<void> {
  const folder = libraryFolder(options.library);
  const library = openLibrary(folder);
  try {
    const { id: recordingId } = await recordingNamed(library, wanted, folder);
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
