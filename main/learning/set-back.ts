import * as tf from '@tensorflow/tfjs-core';
import { assessProbabilities } from './assessment.ts';
import { classProbabilities } from './inference.ts';
import { weightTensors, type Network, type Weights } from './networks/network.ts';

/** Macro F1 may fall so far on beats that must not be forgotten. */
const LARGEST_LOSS_OF_F1 = 0.02;
/** Shares of the way from the old weights to the new ones that are tried, the farthest first. */
const SHARES = [1, 0.75, 0.5, 0.25] as const;

/** Beats on which nothing may be lost, as they enter the first tuned stage. */
export interface KeptBeats {
  /** "rehearsed beats", "locked recordings" */
  readonly name: string;
  readonly inputs: Float32Array;
  readonly beatClass: Uint8Array;
}

export interface SetBack {
  /** Part of the way from the old weights to the new ones; 0 leaves the model as it was. */
  readonly share: number;
  /** Macro F1 on each kind of kept beats, with the old weights and with those that were taken. */
  readonly kept: readonly { readonly name: string; readonly before: number; readonly after: number }[]; // prettier-ignore
  /** Why the new weights were not taken as they are, or null. */
  readonly reason: string | null;
}

/** Weights a share of the way from one to the other (Wortsman et al. 2022: both abilities are kept). */
export function interpolate(from: Weights, to: Weights, share: number): Weights {
  return from.map((values, index) => {
    const target = to[index] as Float32Array;
    return values.map((value, k) => value + share * ((target[k] as number) - value));
  });
}

/** How far the weights may move without losing more than .02 of macro F1 on any kept beats. */
export async function chooseShare(
  network: Network,
  from: Weights,
  to: Weights,
  kept: readonly KeptBeats[],
): Promise<SetBack> {
  const before = await scores(network, from, kept);
  let lost = '';
  for (const share of SHARES) {
    const after = await scores(network, interpolate(from, to, share), kept);
    const worst = after.findIndex((f1, index) => f1 < (before[index] ?? 0) - LARGEST_LOSS_OF_F1);
    if (worst < 0) return result(share, kept, before, after, lost);
    if (lost === '') {
      lost = `macro F1 on ${kept[worst]?.name} would have fallen from ${(before[worst] ?? 0).toFixed(3)} to ${(after[worst] ?? 0).toFixed(3)}`;
    }
  }
  return result(0, kept, before, before, lost);
}

function result(
  share: number,
  kept: readonly KeptBeats[],
  before: readonly number[],
  after: readonly number[],
  lost: string,
): SetBack {
  return {
    share,
    kept: kept.map(({ name }, index) => ({
      name,
      before: before[index] ?? 0,
      after: after[index] ?? 0,
    })),
    reason:
      lost === ''
        ? null
        : `Moved ${Math.round(100 * share)} % of the way from the old weights to those that were learned: with all of it, ${lost}.`,
  };
}

async function scores(
  network: Network,
  weights: Weights,
  kept: readonly KeptBeats[],
): Promise<number[]> {
  const tensors = weightTensors(network, weights);
  const f1s: number[] = [];
  for (const { inputs, beatClass } of kept) {
    const probabilities = await classProbabilities(network, tensors, inputs, network.tunedStage);
    const { evaluation } = assessProbabilities(probabilities, beatClass, { gammaM: 0, gammaN: 0 });
    f1s.push(evaluation.macroF1 ?? 0);
  }
  tf.dispose(tensors);
  return f1s;
}
