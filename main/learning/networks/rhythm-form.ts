import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../../app/random.ts';
import { RHYTHM_FORM_LAYOUT } from '../../../app/signal/preparations/rhythm-form.ts';
import { dropout } from '../kernels/dropout.ts';
import {
  heNormalWeights,
  sizeOf,
  type LogitOptions,
  type Network,
  type WeightShape,
} from './network.ts';
import type { RhythmFormSpec } from './rhythm-form-spec.ts';

export { RHYTHM_FORM } from './rhythm-form-spec.ts';

/**
 * Where the ramps of a number begin and end. Every number is seen through fourteen ramps, each from
 * -1 below its beginning to 1 beyond its end, closer where most numbers lie: steps that a decision
 * tree would have to cut, and that a network of plain inputs learns badly from few patients
 * (piecewise linear encoding; Gorishniy, Rubachev, Babenko, NeurIPS 2022).
 */
const KNOTS = [-2.6, -1.8, -1.2, -0.8, -0.5, -0.28, -0.12, 0, 0.12, 0.28, 0.5, 0.8, 1.2, 1.8, 2.6];
const RAMPS = KNOTS.length - 1;

const { timing, shared, lead, leads, cluster } = RHYTHM_FORM_LAYOUT;
const INPUT_LENGTH = timing + leads * lead + cluster;
/** What each expert sees: timing alone, or shape with a little timing. */
const SEEN = [
  { start: 0, length: timing },
  { start: timing - shared, length: INPUT_LENGTH - timing + shared },
] as const;

/**
 * Two experts on a prepared beat (`rhythm-form-1`). One sees what the beat looks like and says
 * whether it is of normal shape, V, F or Q; the other sees only when it comes, and says whether a beat
 * of normal shape is N or S. Their log-odds are added, so that shape, which tells patients apart
 * better than it tells S from N, can not answer the question that timing has to answer.
 *
 * Stage 0 is all but the experts' last layers.
 */
export function createRhythmForm(spec: RhythmFormSpec): Network {
  const { hidden, inputDropout, dropout: rate, classes } = spec;
  // N and S share the shape expert's first output.
  const shapes = classes - 1;
  const bodyShapes = SEEN.flatMap(({ length }, expert) => hiddenShapes(expert, length, hidden));
  const lastUnits = hidden.at(-1) ?? 0;
  const weightShapes: WeightShape[] = [
    ...bodyShapes,
    ...layerShapes('timing/last', lastUnits, 1),
    ...layerShapes('shape/last', lastUnits, shapes),
  ];
  const lastLayerInputLength = SEEN.length * lastUnits;

  /** What enters the experts' last layers, one after the other. */
  function body(weights: readonly tf.Tensor[], beats: tf.Tensor2D, random?: Random): tf.Tensor2D {
    const perExpert = 2 * hidden.length;
    const outputs = SEEN.map(({ start, length }, expert) => {
      let x = ramps(tf.slice(beats, [0, start], [-1, length]), random, inputDropout);
      for (let layer = 0; layer < hidden.length; layer += 1) {
        const place = expert * perExpert + 2 * layer;
        x = tf.relu(dense(x, weights, place));
        if (random !== undefined) x = dropout(x, rate, random);
      }
      return x;
    });
    return tf.concat(outputs, 1);
  }

  function logits(
    weights: readonly tf.Tensor[],
    input: tf.Tensor2D,
    { dropout: random, firstStage = 0 }: LogitOptions = {},
  ): tf.Tensor2D {
    const x = firstStage === 0 ? body(weights, input, random) : input;
    const last = bodyShapes.length;
    const early = dense(tf.slice(x, [0, 0], [-1, lastUnits]), weights, last);
    const shape = dense(tf.slice(x, [0, lastUnits], [-1, lastUnits]), weights, last + 2);
    const normal = tf.slice(shape, [0, 0], [-1, 1]);
    const others = tf.slice(shape, [0, 1], [-1, shapes - 1]);
    return tf.concat([normal, tf.add(normal, early), others], 1);
  }

  return {
    inputLength: INPUT_LENGTH,
    classes,
    weightShapes,
    multiplyAdds: weightShapes.reduce(
      (sum, { shape }) => sum + (shape.length > 1 ? sizeOf(shape) : 0),
      2 * RAMPS * SEEN.reduce((sum, { length }) => sum + length, 0),
    ),
    stages: 2,
    // All of it: a person's own five minutes teach the last layers little (see rhythm-form-tried.md).
    tunedStage: 0,
    stageInputLength: (stage) => (stage === 0 ? INPUT_LENGTH : lastLayerInputLength),
    firstWeight: (stage) => (stage === 0 ? 0 : bodyShapes.length),
    initialWeights: (random) => heNormalWeights(weightShapes, random),
    stageInput: (weights, beats, stage) => (stage === 0 ? beats : body(weights, beats)),
    lastLayerInputLength,
    lastLayerInput: (weights, beats) => body(weights, beats),
    logits,
  };
}

function hiddenShapes(expert: number, length: number, hidden: readonly number[]): WeightShape[] {
  const name = expert === 0 ? 'timing' : 'shape';
  let inputs = length * RAMPS;
  return hidden.flatMap((units, layer) => {
    const shapes = layerShapes(`${name}/hidden${layer + 1}`, inputs, units);
    inputs = units;
    return shapes;
  });
}

function layerShapes(name: string, inputs: number, units: number): WeightShape[] {
  return [
    { name: `${name}/kernel`, shape: [inputs, units] },
    { name: `${name}/bias`, shape: [units] },
  ];
}

/** A dense layer with the kernel at `place` of the weights and the bias after it. */
function dense(x: tf.Tensor2D, weights: readonly tf.Tensor[], place: number): tf.Tensor2D {
  return tf.add(tf.matMul(x, weights[place] as tf.Tensor2D), weights[place + 1] as tf.Tensor1D);
}

/** Batch x numbers to batch x (numbers x `RAMPS`). */
function ramps(x: tf.Tensor2D, random: Random | undefined, hiddenPart: number): tf.Tensor2D {
  const [batch, length] = x.shape;
  const slopes = tf.tensor1d(
    KNOTS.slice(1).map((end, ramp) => 1 / (end - (KNOTS[ramp] as number))),
  );
  const starts = tf.tensor1d(KNOTS.slice(0, -1));
  const along = tf.mul(tf.sub(tf.reshape(x, [-1, length, 1]), starts), slopes);
  // Between 0 and 1 by two rectifiers, which every engine and export format has.
  const clipped = tf.sub(tf.relu(along), tf.relu(tf.sub(along, 1)));
  let seen = tf.sub(tf.mul(clipped, 2), 1);
  if (random !== undefined)
    seen = tf.mul(seen, dropout(tf.ones([batch, length, 1]), hiddenPart, random));
  return tf.reshape(seen, [-1, length * RAMPS]);
}
