import {
  parseTrainingConfig,
  type ParsedTrainingConfig,
} from '../../../app/contract/parse-training-config.ts';
import type { TrainingConfig } from '../../../app/contract/training.ts';

/** What the fields hold: text, since a number half typed is no number yet. */
export type TrainingForm = Record<keyof TrainingConfig, string>;

/** Chosen on records of the SVDB, with a model that had learned from DS1. */
export const DEFAULT_TRAINING_CONFIG: TrainingConfig = {
  seed: 1,
  epochs: 15,
  learningRate: 0.0005,
  anchorStrength: 0.03,
  gammaM: 0,
  gammaN: 0,
};

export function formOf(config: TrainingConfig): TrainingForm {
  return {
    seed: String(config.seed),
    epochs: String(config.epochs),
    learningRate: String(config.learningRate),
    anchorStrength: String(config.anchorStrength),
    gammaM: String(config.gammaM),
    gammaN: String(config.gammaN),
  };
}

export function parseForm(form: TrainingForm): ParsedTrainingConfig {
  return parseTrainingConfig({
    seed: numberIn(form.seed),
    epochs: numberIn(form.epochs),
    learningRate: numberIn(form.learningRate),
    anchorStrength: numberIn(form.anchorStrength),
    gammaM: numberIn(form.gammaM),
    gammaN: numberIn(form.gammaN),
  });
}

/** An empty field is no number, although JavaScript reads it as 0. */
function numberIn(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}
