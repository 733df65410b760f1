import type { TrainingConfig } from '../../app/contract/schemas.ts';
import type { PreparationName } from '../../app/signal/preparations/index.ts';
import { CorrectedTrainee } from './corrected-trainee.ts';
import { prepareInputs } from './fine-tune-inputs.ts';
import type { LabelledBeats } from './labelled-beats.ts';
import type { StoredNetwork } from './model-file.ts';
import type { Weights } from './networks/network.ts';

/** Chosen on SVDB with a model of DS1: each record's first five minutes, tested on its rest. */
export const ADAPTATION: TrainingConfig = {
  seed: 1,
  epochs: 15,
  learningRate: 5e-4,
  anchorStrength: 0,
  gammaM: 0,
  gammaN: 0,
};

export interface AdaptOptions {
  readonly preparation: PreparationName;
  readonly config?: TrainingConfig | undefined;
  /** 0..1 */
  onProgress?(fraction: number): void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Weights for one recording: the last stages learn its labelled beats (a few minutes of them) while
 * they rehearse `replay`, beats or averages of beats of the patients that the model first learned
 * from. For that recording only: what others look like is not asked. The engine has to be open.
 * @throws AppError `cancelled`
 */
export async function adaptToRecord(
  base: StoredNetwork,
  labelled: LabelledBeats,
  replay: LabelledBeats,
  options: AdaptOptions,
): Promise<Weights> {
  const { preparation, config = ADAPTATION, signal } = options;
  const judged = {
    ...labelled,
    origin: Array.from(labelled.beatClass, (_, beat) => ({ recording: 0, sample: beat, corrected: true })), // prettier-ignore
    weight: new Float32Array(labelled.beatClass.length).fill(1),
  };
  const inputs = await prepareInputs(base, judged, replay, preparation, config.seed);
  const everything = Uint32Array.from(judged.origin.keys());
  const trainee = new CorrectedTrainee(base.network, base.weights, inputs, everything, config);
  try {
    for (let epoch = 0; epoch < config.epochs; epoch += 1) {
      await trainee.epoch(epoch, signal);
      options.onProgress?.((epoch + 1) / config.epochs);
    }
    return trainee.trainee.weights();
  } finally {
    trainee.dispose();
  }
}
