import type { TrainingConfig } from '../../app/contract/training.ts';
import type { ComparisonTable } from '../../app/contract/training-governance.ts';
import { CorrectedTrainee, type FineTuneInputs } from './corrected-trainee.ts';
import { compareFolds } from './fine-tune-comparison.ts';
import type { CorrectedRecording, JudgedBeats } from './fine-tune-data.ts';
import type { Network, Weights } from './networks/network.ts';
import type { OnSetback } from './training-loop.ts';

/** A recording with fewer corrected beats has nothing of its own to be learned. */
const FEWEST_CORRECTED = 20;
/** Part of a recording's corrected beats, from its start on, that its judge learns from. */
const LEARNED_PART = 0.7;

export interface OwnWeights {
  /** By position of the recording. */
  readonly weights: ReadonlyMap<number, Weights>;
  /** Later beats judged by weights that learned the part before; null without such a recording. */
  readonly table: ComparisonTable | null;
  /** Recordings whose own weights did worse than the model, in a sentence each. */
  readonly refused: readonly string[];
}

export interface OwnWeightsOptions {
  readonly network: Network;
  readonly base: Weights;
  readonly inputs: FineTuneInputs;
  readonly judged: JudgedBeats;
  readonly recordings: readonly CorrectedRecording[];
  readonly config: TrainingConfig;
  /** 0..1 */
  onProgress(fraction: number): void;
  readonly onSetback: OnSetback;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Weights of the last stages for single recordings: what a reader corrects in one patient may be
 * untrue of the next, so a corrected recording gets weights that classify it alone, and nothing can
 * be forgotten elsewhere. They are kept where they do no worse on the recording's later beats.
 */
export async function learnOwnWeights(options: OwnWeightsOptions): Promise<OwnWeights> {
  const { judged, recordings } = options;
  const weights = new Map<number, Weights>();
  const refused: string[] = [];
  const held: Uint32Array[] = [];
  const judges: Weights[] = [];
  const trainings = ownTrainings(judged, recordings);
  let begun = 0;
  const learnNext = (beats: Uint32Array): Promise<Weights> => {
    const before = begun;
    begun += 1;
    return learn(options, beats, (fraction) => {
      options.onProgress((before + fraction) / trainings);
    });
  };
  for (const [index, { name }] of recordings.entries()) {
    const beats = beatsOf(judged, index);
    const cut = cutOf(judged, beats);
    if (cut !== null) {
      const isLater = (beat: number): boolean => (judged.origin[beat]?.sample ?? 0) >= cut;
      const later = beats.filter(isLater);
      const judge = await learnNext(beats.filter((beat) => !isLater(beat)));
      const { before, after } = await compareFolds(options, [later], [judge]);
      held.push(later);
      judges.push(judge);
      if ((after.macroF1 ?? 0) >= (before.macroF1 ?? 0)) {
        weights.set(index, await learnNext(beats));
      } else {
        // Its second training is left out.
        begun += 1;
        refused.push(`${name} gets no weights of its own: they did worse on its later beats.`);
      }
    }
  }
  if (held.length === 0) return { weights, refused, table: null };
  return {
    weights,
    refused,
    table: {
      id: 'own-recording',
      title: 'Corrected recordings, later on',
      description: `Later judged beats of ${held.length === 1 ? 'one recording' : `${held.length} recordings`}, each judged by weights that learned from the part before and classify that recording alone. This says nothing about other recordings.`,
      ...(await compareFolds(options, held, judges)),
    },
  };
}

/** Trainings that recordings of their own need at most: a judge, and the weights that it vouches for. */
export function ownTrainings(
  judged: JudgedBeats,
  recordings: readonly CorrectedRecording[],
): number {
  return 2 * recordings.filter((_, index) => cutOf(judged, beatsOf(judged, index)) !== null).length;
}

function beatsOf(judged: JudgedBeats, recording: number): Uint32Array {
  return Uint32Array.from(judged.origin.keys()).filter(
    (beat) => judged.origin[beat]?.recording === recording,
  );
}

async function learn(
  { network, base, inputs, config, signal, onSetback }: OwnWeightsOptions,
  learned: Uint32Array,
  onEpoch: (fraction: number) => void,
): Promise<Weights> {
  // Nobody else is classified with these weights: there is nothing to hold them back for.
  const free = { ...config, anchorStrength: 0 };
  const trainee = new CorrectedTrainee(network, base, inputs, learned, free);
  try {
    for (let epoch = 0; epoch < config.epochs; epoch += 1) {
      await trainee.epoch(epoch, { signal, onSetback });
      onEpoch((epoch + 1) / config.epochs);
    }
    return trainee.trainee.weights();
  } finally {
    trainee.dispose();
  }
}

/** Sample from which on a recording's beats are kept back; null for one with too few corrections. */
function cutOf(judged: JudgedBeats, beats: Uint32Array): number | null {
  const samples = Array.from(beats)
    .filter((beat) => judged.origin[beat]?.corrected === true)
    .map((beat) => judged.origin[beat]?.sample ?? 0);
  if (samples.length < FEWEST_CORRECTED) return null;
  return samples[Math.floor(LEARNED_PART * samples.length)] ?? null;
}
