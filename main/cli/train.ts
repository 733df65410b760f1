import path from 'node:path';
import { Option, type Command } from 'commander';
import type { ProtocolResult } from '../../app/contract/protocol-result.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { LOSS_PRESETS, type LossName } from '../../app/learning/loss-presets.ts';
import type { EnginePreference } from '../learning/engine.ts';
import { engineOption, wholeNumber } from './arguments.ts';
import { followProtocol } from './follow-protocol.ts';
import { printJson, printNotice, printText } from './output.ts';
import { readResults } from './results/stored-results.ts';

interface TrainCommandOptions {
  readonly data: string;
  readonly out: string;
  readonly id: string;
  readonly recipe: string;
  readonly loss: LossName;
  readonly seed: number;
  readonly results?: string;
  readonly quick?: true;
  readonly engine: EnginePreference;
  readonly json?: true;
}

/** `ectopy train`: a model folder from a recipe, trained on DS1. */
export function trainCommand(program: Command): void {
  program
    .command('train')
    .description('train a model on DS1 of the MIT-BIH Arrhythmia Database')
    .requiredOption('--data <folder>', 'folder with mitdb (and svdb), or with the records of mitdb')
    .option('--out <folder>', 'the model is written to <folder>/<id>', 'out/models')
    .option('--id <id>', 'id of the model', 'ds1')
    .option('--recipe <id>', 'paper, paper-template-rhythm or rhythm-form', 'rhythm-form')
    .addOption(
      new Option('--loss <name>', 'loss of the paper’s network')
        .choices(Object.keys(LOSS_PRESETS))
        .default('twofold'),
    )
    .option('--seed <number>', 'seed of weights and order', wholeNumber, 1)
    .option(
      '--results <folder>',
      'results of "ectopy reproduce", for the card’s figures, if they are of the same recipe',
    )
    .option('--quick', 'few records and few epochs: whether it runs, not a model to use')
    .addOption(engineOption())
    .option('--json', 'print the model card as JSON')
    .addHelpText(
      'after',
      '\nAn interrupted training goes on from its last epoch when it is started again in the same way.\n' +
        'How good such a model is, "ectopy reproduce --protocol ds1-ds2" says.',
    )
    .action(train);
}

async function train(options: TrainCommandOptions): Promise<void> {
  const { recipeNamed, RECIPE_IDS } = await import('../learning/recipes/index.ts');
  const { trainModel } = await import('../learning/train-model.ts');
  const recipe = recipeNamed(options.recipe);
  if (recipe === null) {
    throw new AppError('bad-request', `There is no recipe "${options.recipe}".`, {
      remedy: `Choose one of these: ${RECIPE_IDS.join(', ')}.`,
    });
  }
  const out = path.resolve(options.out);
  const card = await followProtocol('train', (listener) =>
    trainModel(
      {
        dataFolder: path.resolve(options.data),
        outFolder: path.join(out, options.id),
        checkpointFolder: path.join(out, `${options.id}-checkpoint`),
        id: options.id,
        name: `${recipe.title}, trained on DS1`,
        recipe,
        loss: options.loss,
        seed: options.seed,
        result: options.results === undefined ? null : ds1Ds2Result(path.resolve(options.results)),
        quick: options.quick === true,
        engine: options.engine,
      },
      listener,
    ),
  );
  if (options.json) printJson(card);
  else printText(path.join(out, options.id));
}

function ds1Ds2Result(folder: string): ProtocolResult | null {
  const found = readResults(folder).find(({ protocol }) => protocol === 'ds1-ds2');
  if (found !== undefined) return found;
  printNotice(`There is no result of ds1-ds2 in "${folder}": the card has no figures.`);
  return null;
}
