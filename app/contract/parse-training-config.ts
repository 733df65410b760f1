import * as v from 'valibot';
import { trainingConfigSchema, type TrainingConfig } from './training.ts';

export interface ParsedTrainingConfig {
  /** Null while any value is wrong. */
  readonly config: TrainingConfig | null;
  readonly wrong: ReadonlySet<keyof TrainingConfig>;
}

/** Checks values by the schema that guards the request, so that a form refuses what it would. */
export function parseTrainingConfig(
  values: Readonly<Record<keyof TrainingConfig, number>>,
): ParsedTrainingConfig {
  const parsed = v.safeParse(trainingConfigSchema, values);
  if (parsed.success) return { config: parsed.output, wrong: new Set() };
  const wrong = parsed.issues.map((issue) => v.getDotPath(issue) as keyof TrainingConfig);
  return { config: null, wrong: new Set(wrong) };
}
