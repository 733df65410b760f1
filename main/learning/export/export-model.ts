import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../app/domain/app-error.ts';
import {
  CARD_FILE,
  constantsSha256Of,
  modelFiles,
  readModelCard,
  verifyModel,
} from '../model-file.ts';
import { encodeOnnx } from '../onnx/encode-onnx.ts';

export type ExportFormat = 'tfjs' | 'onnx';

/**
 * Writes a model for other programs into a new folder of `targetFolder`, in one step, and returns
 * that folder: model.json and weights.bin for TensorFlow.js, or model.onnx; and the card.
 *
 * What a model is reminded of while it learns (rehearsal.bin) stays behind: of a model that was
 * trained here it is made of recordings that are kept here.
 * @throws AppError `model-damaged`, `conflict` when that folder is there already
 */
export async function exportModel(
  modelFolder: string,
  format: ExportFormat,
  targetFolder: string,
): Promise<string> {
  const { network, weights } = verifyModel(modelFolder);
  const card = readModelCard(modelFolder);
  delete card.rehearsalSha256;
  const constantsSha256 = constantsSha256Of(modelFolder);
  // Cards written before it was kept are exported with it.
  if (constantsSha256 !== null) card.constantsSha256 = constantsSha256;
  const folder = join(targetFolder, `${card.id}-${format}`);
  if (existsSync(folder)) {
    throw new AppError('conflict', 'There is a folder of that name already.', {
      file: folder,
      remedy: 'Move it away, or choose another folder.',
    });
  }
  const beside = `${folder}.part`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  if (format === 'onnx') {
    writeFileSync(join(beside, 'model.onnx'), await encodeOnnx(network, weights, card));
  } else {
    for (const name of modelFiles(modelFolder)) {
      copyFileSync(join(modelFolder, name), join(beside, name));
    }
  }
  writeFileSync(join(beside, CARD_FILE), `${JSON.stringify(card, null, 2)}\n`);
  renameSync(beside, folder);
  return folder;
}
