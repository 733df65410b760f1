import * as v from 'valibot';
import { trainingConfigSchema, type TrainingConfig } from '../../../app/contract/schemas.ts';

/** What the fields hold: text, since a number half typed is no number yet. */
export type TrainingForm = Record<keyof TrainingConfig, string>;

/** Chosen on DS1 with corrections of held-out records; see algorithms in the model card. */
export const DEFAULT_TRAINING_CONFIG: TrainingConfig = {
  seed: 1,
  epochs: 20,
  learningRate: 0.0005,
  anchorStrength: 1,
  gammaM: 2,
  gammaN: 2,
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

export interface ParsedForm {
  /** Null while any field is wrong. */
  readonly config: TrainingConfig | null;
  readonly wrong: ReadonlySet<keyof TrainingConfig>;
}

/** Reads the fields by the same schema that the core checks them with. */
export function parseForm(form: TrainingForm): ParsedForm {
  const numbers = Object.fromEntries(
    Object.entries(form).map(([key, text]) => [key, text.trim() === '' ? NaN : Number(text)]),
  );
  const parsed = v.safeParse(trainingConfigSchema, numbers);
  if (parsed.success) return { config: parsed.output, wrong: new Set() };
  const wrong = parsed.issues.map((issue) => v.getDotPath(issue) as keyof TrainingConfig);
  return { config: null, wrong: new Set(wrong) };
}
