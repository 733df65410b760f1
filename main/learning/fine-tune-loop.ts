import type { TrainingConfig, TrainingEpoch } from '../../app/contract/training.ts';
import type { HoldoutPlan } from '../../app/learning/holdout-plan.ts';
import { f1ByClass } from './assessment.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import type { CorrectedTrainee, FineTuneInputs } from './corrected-trainee.ts';
import { assessFolds } from './fine-tune-comparison.ts';
import { describeChange, onWorkingEngine } from './engine.ts';
import type { Network } from './networks/network.ts';

export interface FineTuneLoop {
  readonly network: Network;
  /** The final network first, then one for every fold of the plan. */
  readonly trainees: readonly CorrectedTrainee[];
  readonly plan: HoldoutPlan;
  readonly inputs: FineTuneInputs;
  readonly config: TrainingConfig;
  readonly checkpointFolder: string;
  readonly fingerprint: string;
  onEpoch(epoch: TrainingEpoch): void;
  /** 0..1 of the loop. */
  onProgress(fraction: number): void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains the final network and those that judge held-out beats in step, an epoch of each at a time,
 * so that one curve shows them and one checkpoint holds them.
 */
export async function trainTogether(loop: FineTuneLoop): Promise<readonly TrainingEpoch[]> {
  const { network, trainees, plan, inputs, config, checkpointFolder, fingerprint, signal } = loop;
  const judges = trainees.slice(plan.folds.length === 0 ? 0 : 1);
  const epochs: TrainingEpoch[] = [];
  const resumed = readCheckpoint(checkpointFolder, fingerprint);
  if (resumed !== null) {
    const each = resumed.arrays.length / trainees.length;
    trainees.forEach(({ trainee }, index) => {
      trainee.restore(resumed.arrays.slice(index * each, (index + 1) * each));
    });
    epochs.push(...resumed.epochs);
  }
  while (epochs.length < config.epochs) {
    const epoch = epochs.length;
    const losses: number[] = [];
    const setbacks: string[] = [];
    const onSetback = (message: string): void => {
      setbacks.push(message);
    };
    for (const [index, trainee] of trainees.entries()) {
      losses.push(await trainee.epoch(epoch, { signal, onSetback }));
      loop.onProgress((epoch + (index + 1) / trainees.length) / config.epochs);
    }
    const assessed = await onWorkingEngine(
      () => {
        const networks = judges.map(({ trainee }) => trainee.tensors);
        return assessFolds(network, networks, plan, inputs, config);
      },
      (change) => {
        onSetback(describeChange(change));
      },
    );
    const done: TrainingEpoch = {
      epoch: epoch + 1,
      trainLoss: losses[0] ?? 0,
      validationLoss: plan.folds.length === 0 ? null : assessed.loss,
      f1: f1ByClass(assessed.evaluation),
      ...(setbacks.length === 0 ? {} : { setbacks }),
    };
    epochs.push(done);
    writeCheckpoint(checkpointFolder, {
      fingerprint,
      stage: 'fine-tune',
      epochs,
      arrays: trainees.flatMap(({ trainee }) => trainee.state()),
    });
    loop.onEpoch(done);
  }
  return epochs;
}
