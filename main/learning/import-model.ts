import { copyFileSync, lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../app/domain/app-error.ts';
import type { ModelCard } from './model-card.ts';
import { CARD_FILE, modelFiles, readModelCard, verifyModel, WEIGHTS_FILE } from './model-file.ts';
import { createNetwork } from './networks/index.ts';
import { parameterCount } from './networks/network.ts';
import { readRehearsalBytes, REHEARSAL_FILE } from './rehearsal.ts';

/** Descriptions and averages take a few kilobytes to a megabyte; what is much longer is neither. */
const LARGEST_FILE_BYTES = 16 * 2 ** 20;
/** Some thirty times the paper's network. */
const LARGEST_PARAMETERS = 10_000_000;

/**
 * The card of a model folder from elsewhere.
 * @throws AppError `file-missing`, `model-damaged`, `model-unsupported`
 */
export function readImportedCard(folder: string): ModelCard {
  assertPlainFile(folder, CARD_FILE, LARGEST_FILE_BYTES);
  return readModelCard(folder);
}

/**
 * Checks a model folder from elsewhere and names its files. Nothing but the files that a model has
 * is read, each of which has to be a plain file of a size that makes sense.
 * @throws AppError `file-missing`, `model-damaged`, `model-unsupported`
 */
export function checkImported(folder: string): string[] {
  const { network, rehearsalSha256 } = readImportedCard(folder);
  const parameters = parameterCount(createNetwork(network));
  if (parameters > LARGEST_PARAMETERS) {
    throw new AppError(
      'model-unsupported',
      `The model has ${parameters} parameters; Ectopy takes ${LARGEST_PARAMETERS} at most.`,
      { file: join(folder, CARD_FILE), remedy: 'Use a model with a smaller network.' },
    );
  }
  const rehearsal = rehearsalSha256 === undefined ? [] : [REHEARSAL_FILE];
  const files = [...modelFiles(folder), ...rehearsal];
  for (const name of files) {
    assertPlainFile(folder, name, name === WEIGHTS_FILE ? 4 * parameters : LARGEST_FILE_BYTES);
  }
  const { weights } = verifyModel(folder);
  if (!weights.every((array) => array.every(Number.isFinite))) {
    throw refused(folder, WEIGHTS_FILE, 'a weight is no number.');
  }
  readRehearsalBytes(folder, rehearsalSha256);
  return [...files, CARD_FILE];
}

/**
 * Copies a checked model folder to `target`, in one step.
 * @throws AppError `file-missing`, `model-damaged`, `model-unsupported`
 */
export function importModel(folder: string, target: string): void {
  const files = checkImported(folder);
  const beside = `${target}.part`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  for (const name of files) copyFileSync(join(folder, name), join(beside, name));
  rmSync(target, { recursive: true, force: true });
  renameSync(beside, target);
}

/** A link could lead to any file of this machine, and a huge file fill its memory. */
function assertPlainFile(folder: string, name: string, largestBytes: number): void {
  const stat = lstatSync(join(folder, name), { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new AppError('file-missing', `There is no ${name} in this folder.`, {
      file: join(folder, name),
      remedy: 'Choose the folder of a model that Ectopy exported for TensorFlow.js.',
    });
  }
  if (!stat.isFile()) throw refused(folder, name, `${name} is not a plain file.`);
  if (stat.size > largestBytes) throw refused(folder, name, `${name} is too large for its model.`);
}

function refused(folder: string, name: string, what: string): AppError {
  return new AppError('model-damaged', `The model cannot be imported: ${what}`, {
    file: join(folder, name),
    remedy: 'Ask for the model folder again where it came from.',
  });
}
