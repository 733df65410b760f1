import * as tf from '@tensorflow/tfjs-core';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/**
 * Adam (Kingma and Ba 2015) with a learning rate that may change at every step and a state that can
 * be written to a checkpoint as plain arrays. TensorFlow.js's own has neither in its public types.
 */
export class Adam {
  readonly #variables: readonly tf.Variable[];
  readonly #first: tf.Variable[];
  readonly #second: tf.Variable[];
  #steps = 0;

  constructor(variables: readonly tf.Variable[]) {
    this.#variables = variables;
    this.#first = variables.map((variable) => zerosOf(variable));
    this.#second = variables.map((variable) => zerosOf(variable));
  }

  /** One step down `gradients` (one per variable, by its position). */
  apply(gradients: readonly tf.Tensor[], learningRate: number): void {
    this.#steps += 1;
    const correction = Math.sqrt(1 - BETA2 ** this.#steps) / (1 - BETA1 ** this.#steps);
    tf.tidy(() => {
      this.#variables.forEach((variable, index) => {
        const gradient = gradients[index];
        const first = this.#first[index];
        const second = this.#second[index];
        if (gradient === undefined || first === undefined || second === undefined) return;
        first.assign(tf.add(tf.mul(first, BETA1), tf.mul(gradient, 1 - BETA1)));
        second.assign(tf.add(tf.mul(second, BETA2), tf.mul(tf.square(gradient), 1 - BETA2)));
        const scaled = tf.div(first, tf.add(tf.sqrt(second), EPSILON));
        variable.assign(tf.sub(variable, tf.mul(scaled, learningRate * correction)));
      });
    });
  }

  /** Step count and both moments, as arrays. */
  state(): Float32Array[] {
    const moments = [...this.#first, ...this.#second];
    return [Float32Array.of(this.#steps), ...moments.map((moment) => moment.dataSync().slice() as Float32Array)]; // prettier-ignore
  }

  restore(state: readonly Float32Array[]): void {
    this.#steps = state[0]?.[0] ?? 0;
    [...this.#first, ...this.#second].forEach((moment, index) => {
      const values = state[index + 1];
      if (values === undefined) throw new RangeError('The optimizer state is incomplete');
      tf.tidy(() => {
        moment.assign(tf.tensor(values, moment.shape));
      });
    });
  }

  dispose(): void {
    for (const moment of [...this.#first, ...this.#second]) moment.dispose();
  }
}

function zerosOf(variable: tf.Variable): tf.Variable {
  return tf.tidy(() => tf.variable(tf.zerosLike(variable), false));
}
