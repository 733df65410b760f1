import path from 'node:path';
import { Option, type Command } from 'commander';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import type { TrainingEpoch } from '../../app/contract/schemas.ts';
import type { EnginePreference } from '../learning/engine.ts';
import { engineOption, wholeNumber } from './arguments.ts';
import { interruptSignal } from './interrupt.ts';
import { printJson, printNotice, printText } from './output.ts';
import { createProgress } from './progress.ts';

const RECIPES = ['shipped', 'paper'] as const;

interface TrainCommandOptions {
  readonly data: string;
  readonly out: string;
  readonly id: string;
  readonly recipe: (typeof RECIPES)[number];
  readonly seed?: number;
  readonly epochs?: number;
  readonly folds: number;
  readonly test: boolean;
  readonly engine: EnginePreference;
  readonly json?: true;
}

/** `ectopy train`: the network of the paper on DS1 of the MIT-BIH Arrhythmia Database. */
export function trainCommand(program: Command): void {
  program
    .command('train')
    .description('train the network on DS1 of the MIT-BIH Arrhythmia Database')
    .requiredOption('--data <folder>', 'folder with its records (.hea, .dat, .atr)')
    .option('--out <folder>', 'the model is written to <folder>/<id>', 'out/models')
    .option('--id <id>', 'id of the model', 'ds1')
    .addOption(
      new Option('--recipe <name>', 'as the shipped model was trained, or as the paper says')
        .choices(RECIPES)
        .default('shipped'),
    )
    .option('--seed <number>', 'seed of weights and order (default: the recipe’s)', wholeNumber)
    .option('--epochs <number>', 'epochs (default: the recipe’s)', wholeNumber)
    .option('--folds <number>', 'folds of a cross-validation by patient before', wholeNumber, 0)
    .option('--no-test', 'do not evaluate on DS2 afterwards')
    .addOption(engineOption())
    .option('--json', 'print the model card as JSON')
    .addHelpText(
      'after',
      '\nAn interrupted training goes on from its last epoch when it is started again in the same way.',
    )
    .action(train);
}

async function train(options: TrainCommandOptions): Promise<void> {
  const { PAPER_CONFIG, SHIPPED_CONFIG, trainOnDs1 } = await import('../learning/train-on-ds1.ts');
  const recipe = options.recipe === 'paper' ? PAPER_CONFIG : SHIPPED_CONFIG;
  const out = path.resolve(options.out);
  const progress = createProgress('train');
  let stage = 'starting';
  const card = await trainOnDs1({
    dataFolder: path.resolve(options.data),
    outFolder: path.join(out, options.id),
    checkpointFolder: path.join(out, `${options.id}-checkpoint`),
    id: options.id,
    name: `DS1, recipe ${options.recipe}`,
    config: {
      ...recipe,
      seed: options.seed ?? recipe.seed,
      epochs: options.epochs ?? recipe.epochs,
    },
    engine: options.engine,
    folds: options.folds,
    test: options.test,
    signal: interruptSignal(),
    onStage: (next) => {
      stage = next;
      progress.report(stage, 0);
    },
    onEpoch: (name, epoch) => {
      progress.end();
      printNotice(describeEpoch(name, epoch));
    },
    onProgress: (fraction) => {
      progress.report(stage, fraction);
    },
  }).finally(() => {
    progress.end();
  });
  if (options.json) printJson(card);
  else printText(path.join(out, options.id));
}

function describeEpoch(stage: string, { epoch, trainLoss, f1 }: TrainingEpoch): string {
  const scores = BEAT_CLASSES.flatMap((beatClass) => {
    const score = f1[beatClass];
    return score === null || score === undefined ? [] : [`${beatClass} ${score.toFixed(3)}`];
  });
  const validated = scores.length === 0 ? '' : `, F1 ${scores.join(' ')}`;
  return `${stage}, epoch ${epoch}: loss ${trainLoss.toFixed(4)}${validated}`;
}
