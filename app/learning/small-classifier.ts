import { createRandom, type Random } from '../random.ts';

/** A classifier with one hidden layer, for inputs of a few numbers: what controls need. */
export interface SmallClassifier {
  /** `classes` probabilities a member. */
  probabilities(inputs: Float32Array): Float32Array;
}

export interface SmallTraining {
  /** `inputLength` numbers a member. */
  readonly inputs: Float32Array;
  readonly inputLength: number;
  readonly memberClass: Uint8Array;
  /** Weight of each class in the loss; as many as there are classes. */
  readonly alpha: Float32Array;
  readonly seed: number;
  readonly epochs?: number;
}

const HIDDEN = 16;
const BATCH = 64;
const LEARNING_RATE = 0.01;
const EPOCHS = 6;
const BETA_1 = 0.9;
const BETA_2 = 0.999;

/**
 * Trains by weighted cross-entropy with Adam, on inputs scaled to mean 0 and variance 1; the rate
 * falls to zero. The same seed and members give the same classifier on every machine.
 */
export function trainSmallClassifier(training: SmallTraining): SmallClassifier {
  const { inputs, inputLength, memberClass, alpha, epochs = EPOCHS } = training;
  const random = createRandom(training.seed);
  const scaling = scalingOf(inputs, inputLength);
  const classes = alpha.length;
  const layers = createLayers(inputLength, classes, random);
  const gradient = new Float64Array(layers.weights.length);
  const mean = new Float64Array(gradient.length);
  const square = new Float64Array(gradient.length);
  const order = Uint32Array.from(memberClass.keys());
  const steps = epochs * Math.ceil(order.length / BATCH);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    random.shuffle(order);
    for (let first = 0; first < order.length; first += BATCH) {
      const batch = order.subarray(first, first + BATCH);
      gradient.fill(0);
      for (const member of batch) {
        addGradient(layers, scaled(inputs, member, scaling), memberClass[member] as number, {
          gradient,
          weight: (alpha[memberClass[member] as number] as number) / batch.length,
        });
      }
      step += 1;
      const rate = LEARNING_RATE * (1 - step / (steps + 1));
      const correction = Math.sqrt(1 - BETA_2 ** step) / (1 - BETA_1 ** step);
      for (let k = 0; k < gradient.length; k += 1) {
        const g = gradient[k] as number;
        mean[k] = BETA_1 * (mean[k] as number) + (1 - BETA_1) * g;
        square[k] = BETA_2 * (square[k] as number) + (1 - BETA_2) * g * g;
        const change =
          (rate * correction * (mean[k] as number)) / (Math.sqrt(square[k] as number) + 1e-8);
        layers.weights[k] = (layers.weights[k] as number) - change;
      }
    }
  }
  return {
    probabilities(members) {
      const count = members.length / inputLength;
      const output = new Float32Array(count * classes);
      for (let member = 0; member < count; member += 1) {
        output.set(
          forward(layers, scaled(members, member, scaling)).probabilities,
          member * classes,
        );
      }
      return output;
    },
  };
}

/** Weights of both layers in one array: hidden kernel, hidden bias, output kernel, output bias. */
interface Layers {
  readonly inputLength: number;
  readonly classes: number;
  readonly weights: Float64Array;
}

interface Scaling {
  readonly mean: Float64Array;
  readonly factor: Float64Array;
}

function createLayers(inputLength: number, classes: number, random: Random): Layers {
  const weights = new Float64Array((inputLength + 1) * HIDDEN + (HIDDEN + 1) * classes);
  for (let k = 0; k < inputLength * HIDDEN; k += 1) {
    weights[k] = random.normal() / Math.sqrt(inputLength);
  }
  const output = (inputLength + 1) * HIDDEN;
  for (let k = 0; k < HIDDEN * classes; k += 1) {
    weights[output + k] = random.normal() / Math.sqrt(HIDDEN);
  }
  return { inputLength, classes, weights };
}

function forward(
  { inputLength, classes, weights }: Layers,
  input: Float64Array,
): { hidden: Float64Array; probabilities: Float64Array } {
  const hidden = new Float64Array(HIDDEN);
  for (let unit = 0; unit < HIDDEN; unit += 1) {
    let sum = weights[inputLength * HIDDEN + unit] as number;
    for (let k = 0; k < inputLength; k += 1) {
      sum += (input[k] as number) * (weights[k * HIDDEN + unit] as number);
    }
    hidden[unit] = Math.tanh(sum);
  }
  const output = (inputLength + 1) * HIDDEN;
  const probabilities = new Float64Array(classes);
  for (let own = 0; own < classes; own += 1) {
    let sum = weights[output + HIDDEN * classes + own] as number;
    for (let unit = 0; unit < HIDDEN; unit += 1) {
      sum += (hidden[unit] as number) * (weights[output + unit * classes + own] as number);
    }
    probabilities[own] = sum;
  }
  const largest = Math.max(...probabilities);
  let total = 0;
  for (let own = 0; own < classes; own += 1) {
    probabilities[own] = Math.exp((probabilities[own] as number) - largest);
    total += probabilities[own] as number;
  }
  for (let own = 0; own < classes; own += 1) {
    probabilities[own] = (probabilities[own] as number) / total;
  }
  return { hidden, probabilities };
}

function addGradient(
  layers: Layers,
  input: Float64Array,
  target: number,
  { gradient, weight }: { gradient: Float64Array; weight: number },
): void {
  const { inputLength, classes, weights } = layers;
  const { hidden, probabilities } = forward(layers, input);
  const output = (inputLength + 1) * HIDDEN;
  const add = (place: number, value: number): void => {
    gradient[place] = (gradient[place] as number) + value;
  };
  const towards = probabilities.map((p, own) => weight * (p - (own === target ? 1 : 0)));
  for (let own = 0; own < classes; own += 1) {
    add(output + HIDDEN * classes + own, towards[own] as number);
  }
  for (let unit = 0; unit < HIDDEN; unit += 1) {
    const active = hidden[unit] as number;
    let back = 0;
    for (let own = 0; own < classes; own += 1) {
      const place = output + unit * classes + own;
      back += (towards[own] as number) * (weights[place] as number);
      add(place, active * (towards[own] as number));
    }
    back *= 1 - active * active;
    add(inputLength * HIDDEN + unit, back);
    for (let k = 0; k < inputLength; k += 1) add(k * HIDDEN + unit, back * (input[k] as number));
  }
}

function scalingOf(inputs: Float32Array, inputLength: number): Scaling {
  const mean = new Float64Array(inputLength);
  const factor = new Float64Array(inputLength);
  const count = Math.max(1, inputs.length / inputLength);
  inputs.forEach((value, index) => {
    const k = index % inputLength;
    mean[k] = (mean[k] as number) + value / count;
  });
  inputs.forEach((value, index) => {
    const k = index % inputLength;
    factor[k] = (factor[k] as number) + (value - (mean[k] as number)) ** 2 / count;
  });
  return { mean, factor: factor.map((variance) => (variance > 0 ? 1 / Math.sqrt(variance) : 0)) };
}

function scaled(inputs: Float32Array, member: number, { mean, factor }: Scaling): Float64Array {
  return mean.map(
    (middle, k) => ((inputs[member * mean.length + k] as number) - middle) * (factor[k] as number),
  );
}
