const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/**
 * Adam (Kingma and Ba 2015) over all weights as one array, in the processor's memory: a few
 * milliseconds on every engine where as many small operations as there are weights took ten, the
 * same on all of them, and safe when an engine is lost.
 */
export class Adam {
  readonly #first: Float32Array;
  readonly #second: Float32Array;
  #steps = 0;

  constructor(size: number) {
    this.#first = new Float32Array(size);
    this.#second = new Float32Array(size);
  }

  /** Steps made. */
  get steps(): number {
    return this.#steps;
  }

  /** One step of `weights` down `gradient`. */
  apply(weights: Float32Array, gradient: Float32Array, learningRate: number): void {
    this.#steps += 1;
    const rate = (learningRate * Math.sqrt(1 - BETA2 ** this.#steps)) / (1 - BETA1 ** this.#steps);
    const first = this.#first;
    const second = this.#second;
    for (let k = 0; k < weights.length; k += 1) {
      const slope = gradient[k] as number;
      const mean = BETA1 * (first[k] as number) + (1 - BETA1) * slope;
      const power = BETA2 * (second[k] as number) + (1 - BETA2) * slope * slope;
      first[k] = mean;
      second[k] = power;
      weights[k] = (weights[k] as number) - (rate * mean) / (Math.sqrt(power) + EPSILON);
    }
  }

  /** Step count and both moments. */
  state(): Float32Array[] {
    return [Float32Array.of(this.#steps), this.#first.slice(), this.#second.slice()];
  }

  /** @throws RangeError when the state is not of as many weights. */
  restore([steps, first, second]: readonly Float32Array[]): void {
    if (first?.length !== this.#first.length || second?.length !== this.#second.length) {
      throw new RangeError('The optimizer state is of another network');
    }
    this.#steps = steps?.[0] ?? 0;
    this.#first.set(first);
    this.#second.set(second);
  }
}
