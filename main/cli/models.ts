import type { Command } from 'commander';
import type { ModelSummary } from '../../app/contract/schemas.ts';
import { AppError } from '../../app/domain/app-error.ts';
import type { LibrarySession } from './library-session.ts';
import { formatTable, printJson, printText } from './output.ts';
import { libraryFolder } from './places.ts';

interface ModelsOptions {
  readonly library?: string;
  readonly json?: true;
}

/** `ectopy models list|show|promote` on a library that no other process has open. */
export function modelsCommand(program: Command): void {
  const models = program.command('models').description('the models of the library');
  withOptions(models.command('list').description('list the models; * marks the active one')).action(
    (options: ModelsOptions) =>
      inLibrary(options, async (library) => {
        const list = await library.request('models:list', {});
        if (options.json) printJson(list);
        else printText(formatTable([['', 'id', 'made', 'name'], ...list.map(rowOf)]));
      }),
  );
  withOptions(models.command('show').description('print the card of a model'))
    .argument('<id>')
    .action((id: string, options: ModelsOptions) =>
      inLibrary(options, async (library) => {
        const model = await findModel(library, id);
        if (options.json) printJson(model);
        else printText(JSON.stringify(model.card, null, 2));
      }),
    );
  withOptions(
    models
      .command('promote')
      .description('classify with this model from now on; readers’ labels are kept'),
  )
    .argument('<id>')
    .action((id: string, options: ModelsOptions) =>
      inLibrary(options, async (library) => {
        const { id: modelId, name } = await findModel(library, id);
        await library.request('models:promote', { modelId });
        if (options.json) printJson({ active: modelId });
        else printText(`${name} is active. Recordings are reclassified when Ectopy next opens.`);
      }),
    );
}

function withOptions(command: Command): Command {
  return command
    .option('--library <folder>', 'library folder (default: that of the app)')
    .option('--json', 'print JSON');
}

async function inLibrary(
  options: ModelsOptions,
  work: (library: LibrarySession) => Promise<void>,
): Promise<void> {
  // The store is loaded only by the commands that use it.
  const { openLibrary } = await import('./library-session.ts');
  const library = openLibrary(libraryFolder(options.library));
  try {
    await work(library);
  } finally {
    await library.close();
  }
}

async function findModel(library: LibrarySession, id: string): Promise<ModelSummary> {
  const list = await library.request('models:list', {});
  const model = list.find((candidate) => candidate.id === id);
  if (model !== undefined) return model;
  throw new AppError('not-found', `The library has no model "${id}".`, {
    remedy: 'See "ectopy models list" for the ids.',
  });
}

function rowOf({ id, name, createdAt, active, shipped }: ModelSummary): string[] {
  return [active ? '*' : '', id, createdAt.slice(0, 10), shipped ? `${name} (shipped)` : name];
}
