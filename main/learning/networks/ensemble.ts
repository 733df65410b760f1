import * as tf from '@tensorflow/tfjs-core';
import type { Network, WeightShape, Weights } from './network.ts';

/**
 * Networks of one kind, trained from different seeds, as one network: its log-probabilities are the
 * mean of theirs. Weights go stage by stage, within a stage member by member.
 */
export function createEnsemble(member: Network, members: number): Network {
  const { weightShapes: shapes, stages } = member;
  const everyMember = Array.from({ length: members }, (_, index) => index);
  const stageEnd = (stage: number): number =>
    stage + 1 < stages ? member.firstWeight(stage + 1) : shapes.length;
  const eachStage = Array.from({ length: stages }, (_, stage) => stage);
  const weightShapes: WeightShape[] = eachStage.flatMap((stage) =>
    everyMember.flatMap((index) =>
      shapes
        .slice(member.firstWeight(stage), stageEnd(stage))
        .map(({ name, shape }) => ({ name: `member${index + 1}/${name}`, shape })),
    ),
  );

  /** The weights of one member in its own order. */
  function own<T>(weights: readonly T[], index: number): T[] {
    return eachStage.flatMap((stage) => {
      const first = member.firstWeight(stage);
      const count = stageEnd(stage) - first;
      const start = first * members + index * count;
      return weights.slice(start, start + count);
    });
  }
  /** What a member takes of a row that holds every member's part; beats themselves are shared. */
  function ownInput(input: tf.Tensor2D, stage: number, index: number): tf.Tensor2D {
    if (stage === 0) return input;
    const length = member.stageInputLength(stage);
    return tf.slice(input, [0, index * length], [-1, length]);
  }

  return {
    inputLength: member.inputLength,
    classes: member.classes,
    weightShapes,
    multiplyAdds: members * member.multiplyAdds,
    stages,
    tunedStage: member.tunedStage,
    stageInputLength: (stage) => (stage === 0 ? 1 : members) * member.stageInputLength(stage),
    firstWeight: (stage) => members * member.firstWeight(stage),
    initialWeights: (random) => joinMembers(member, everyMember.map(() => member.initialWeights(random))), // prettier-ignore
    stageInput: (weights, beats, stage) =>
      stage === 0
        ? beats
        : tf.concat(everyMember.map((index) => member.stageInput(own(weights, index), beats, stage)), 1), // prettier-ignore
    lastLayerInputLength: members * member.lastLayerInputLength,
    lastLayerInput: (weights, beats) =>
      tf.concat(
        everyMember.map((index) => member.lastLayerInput(own(weights, index), beats)),
        1,
      ),
    logits(weights, input, options = {}) {
      const logs = everyMember.map((index) =>
        tf.logSoftmax(
          member.logits(own(weights, index), ownInput(input, options.firstStage ?? 0, index), options), // prettier-ignore
        ),
      );
      return tf.div(
        logs.reduce((sum, log) => tf.add(sum, log)),
        members,
      );
    },
  };
}

/** The weights of an ensemble from those of its members. */
export function joinMembers(member: Network, weights: readonly Weights[]): Weights {
  return Array.from({ length: member.stages }, (_, stage) => {
    const first = member.firstWeight(stage);
    const end = stage + 1 < member.stages ? member.firstWeight(stage + 1) : member.weightShapes.length; // prettier-ignore
    return weights.flatMap((own) => own.slice(first, end));
  }).flat();
}
