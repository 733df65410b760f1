import type { Command } from 'commander';
import type { ModelSummary } from '../../app/contract/training.ts';
import type { ModelComparison } from '../../app/contract/training-governance.ts';
import { AppError } from '../../app/domain/app-error.ts';
import type { LibrarySession } from './library-session.ts';
import { modelExchangeCommands } from './model-exchange.ts';
import { formatTable, printJson, printText } from './output.ts';
import { libraryFolder } from './places.ts';

interface PromoteOptions extends ModelsOptions {
  readonly comparison?: string;
}

interface ModelsOptions {
  readonly library?: string;
  readonly json?: true;
}

/** `ectopy models list|show|compare|promote` on a library that no other process has open. */
export function modelsCommand(program: Command): void {
  const models = program.command('models').description('the models of the library');
  modelExchangeCommands(models, withOptions, inLibrary);
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
      .command('compare')
      .description('print how a retrained model compares with the one it was made from'),
  )
    .argument('<id>')
    .action((id: string, options: ModelsOptions) =>
      inLibrary(options, async (library) => {
        const runId = await runThatMade(library, id);
        if (runId === null) {
          throw new AppError('not-found', `No training run of this library made "${id}".`);
        }
        const comparison = await library.request('models:compare', { runId });
        if (options.json) printJson(comparison);
        else printText(comparisonText(comparison));
      }),
    );
  withOptions(
    models
      .command('promote')
      .description('classify with this model from now on; readers’ labels are kept')
      .option(
        '--comparison <hash>',
        'the comparison that you have seen ("models compare" ends with it)',
      ),
  )
    .argument('<id>')
    .action((id: string, options: PromoteOptions) =>
      inLibrary(options, async (library) => {
        const { id: modelId, name } = await findModel(library, id);
        const runId = await runThatMade(library, id);
        const comparisonHash = options.comparison ?? null;
        await library.request('models:promote', { modelId, runId, comparisonHash });
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

async function runThatMade(library: LibrarySession, modelId: string): Promise<string | null> {
  const runs = await library.request('training:runs', {});
  return runs.find(({ resultModelId }) => resultModelId === modelId)?.id ?? null;
}

function comparisonText({ tables, warnings, sha256 }: ModelComparison): string {
  const percent = (value: number | null): string =>
    value === null ? '-' : (100 * value).toFixed(1);
  const parts = tables.map(({ title, description, before, after }) => {
    const rows = Object.keys(after.byClass).map((name) => [
      name,
      String(after.byClass[name]?.support ?? 0),
      percent(before.byClass[name]?.f1 ?? null),
      percent(after.byClass[name]?.f1 ?? null),
    ]);
    const all = ['all', String(after.beats), percent(before.macroF1), percent(after.macroF1)];
    return `${title}\n${description}\n${formatTable([['', 'beats', 'F1 before', 'F1 after'], ...rows, all])}`;
  });
  return [...parts, ...warnings, `Comparison ${sha256}`].join('\n\n');
}

function rowOf({ id, name, createdAt, active, shipped }: ModelSummary): string[] {
  return [active ? '*' : '', id, createdAt.slice(0, 10), shipped ? `${name} (shipped)` : name];
}
