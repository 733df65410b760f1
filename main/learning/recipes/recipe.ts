import type { ProtocolId } from '../../../app/contract/protocol-result.ts';
import type { LossName } from '../../../app/learning/loss-presets.ts';
import type { RhythmRule } from '../../../app/rhythm/rhythm-rule.ts';
import type { TrainingRecipe } from '../train-network.ts';

/** A kind of classifier that protocols can train: its network, its preparation, how it is trained. */
export interface ClassifierRecipe {
  /** As results name it. */
  readonly id: string;
  readonly title: string;
  /** Databases that it learns from besides the training records of an inter-patient protocol. */
  readonly furtherTraining: readonly 'svdb'[];
  /** Where patients are known (beats split at random) or where they are new; both by default. */
  readonly only?: 'known-patients' | 'new-patients';
  /** How many networks, trained from seeds of their own, are averaged (mean log-probability). */
  readonly members: number;
  /** What is done with its probabilities where beats are a recording's; nothing by default. */
  readonly rhythmRule?: RhythmRule;
  /** Everything that decides a training; `classes` outputs. `loss` counts where it is the paper's. */
  recipe(options: RecipeOptions): TrainingRecipe;
}

export interface RecipeOptions {
  readonly seed: number;
  readonly loss: LossName;
  /** Outputs; five by default. */
  readonly classes?: number;
  /** What it is trained for; a kind may learn differently where patients are new. */
  readonly protocol?: ProtocolId;
  /** A few epochs instead of all. */
  readonly quick?: boolean;
}
