import path from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import type { LibrarySession } from './library-session.ts';
import { printJson, printText } from './output.ts';

interface ExportOptions {
  readonly format: 'tfjs' | 'onnx';
  readonly out: string;
  readonly json?: true;
}

type InLibrary<Options> = (
  options: Options,
  work: (library: LibrarySession) => Promise<void>,
) => Promise<void>;

/** `ectopy models export|import`: models for other programs, and from other installations. */
export function modelExchangeCommands(
  models: Command,
  withOptions: (command: Command) => Command,
  inLibrary: InLibrary<ExportOptions | { readonly json?: true }>,
): void {
  withOptions(
    models
      .command('export')
      .description('write a model for other programs into a new folder of DIR')
      .addOption(
        new Option('--format <format>', 'for TensorFlow.js or as ONNX')
          .choices(['tfjs', 'onnx'])
          .makeOptionMandatory(),
      )
      .requiredOption('--out <dir>', 'folder to write into'),
  )
    .argument('<id>')
    .action((modelId: string, options: ExportOptions) =>
      inLibrary(options, async (library) => {
        const folder = path.resolve(options.out);
        const written = await library.request('models:export', {
          modelId,
          format: options.format,
          folder,
        });
        if (options.json) printJson(written);
        else printText(`Written to ${written.path}.`);
      }),
    );
  withOptions(
    models
      .command('import')
      .description('check a model folder from elsewhere and take it into the library'),
  )
    .argument('<dir>')
    .action((folder: string, options: { readonly json?: true }) =>
      inLibrary(options, async (library) => {
        const imported = await library.request('models:import', { path: path.resolve(folder) });
        if (options.json) printJson(imported);
        else printText(`${imported.modelId} is in the library. Promote it to classify with it.`);
      }),
    );
}
