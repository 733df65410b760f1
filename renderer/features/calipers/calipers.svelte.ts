import { caliperInterval, type CaliperInterval, type CaliperLegs } from './caliper-interval.ts';

export type CaliperLeg = keyof CaliperLegs;

interface CaliperParts {
  readonly sampleRateHz: number;
  readonly sampleCount: number;
  /** The signal at a sample, in mV by lead; null where a lead has no valid sample. */
  readonly read: (sample: number) => Promise<readonly (number | null)[]>;
}

/** Signal values at a leg; kept with the sample that they were read for. */
interface LegValues {
  readonly sample: number;
  readonly millivolts: readonly (number | null)[];
}

/**
 * Calipers over all leads: two legs in time, and the difference of the signal between them in each
 * lead. A click sets the first leg and the second follows the pointer up to the next click; from
 * the keyboard one leg at a time is moved.
 */
export class Calipers {
  legs = $state.raw<CaliperLegs | null>(null);
  /** The leg that the arrow keys move. */
  active = $state<CaliperLeg>('second');
  /** The leg that follows the pointer. */
  carried = $state<CaliperLeg | null>(null);
  /** Repeats the interval over the strip. */
  marching = $state(false);
  #first = $state.raw<LegValues | null>(null);
  #second = $state.raw<LegValues | null>(null);

  readonly interval: CaliperInterval | null = $derived.by(() =>
    this.legs === null ? null : caliperInterval(this.legs, this.#parts.sampleRateHz),
  );

  readonly #parts: CaliperParts;

  constructor(parts: CaliperParts) {
    this.#parts = parts;
  }

  get isOut(): boolean {
    return this.legs !== null;
  }

  /** Takes the calipers out with the legs at two samples. */
  takeOut(first: number, second: number): void {
    this.active = 'second';
    this.carried = null;
    this.#set({ first: this.#inside(first), second: this.#inside(second) });
  }

  putAway(): void {
    this.legs = null;
    this.carried = null;
    this.#first = null;
    this.#second = null;
  }

  /** Moves the active leg by samples. */
  nudge(bySamples: number): void {
    this.carried = null;
    if (this.legs !== null) this.#move(this.active, this.legs[this.active] + bySamples);
  }

  swap(): void {
    this.active = this.active === 'first' ? 'second' : 'first';
  }

  /**
   * A click: lets the carried leg go, takes up the leg at hand (within `reachSamples`), or begins a
   * new measurement.
   */
  click(sample: number, reachSamples: number): void {
    if (this.carried !== null) {
      this.#move(this.carried, sample);
      this.carried = null;
      return;
    }
    const near = this.#legNear(sample, reachSamples);
    if (near === null) this.#set({ first: sample, second: sample });
    this.active = near ?? 'second';
    this.carried = this.active;
  }

  /** The pointer moved: a carried leg goes with it. */
  hover(sample: number): void {
    if (this.carried !== null) this.#move(this.carried, sample);
  }

  /** The signal at a leg in a lead, in mV; null until it is read or where it is not valid. */
  valueAt(leg: CaliperLeg, lead: number): number | null {
    const values = leg === 'first' ? this.#first : this.#second;
    if (values === null || values.sample !== this.legs?.[leg]) return null;
    return values.millivolts[lead] ?? null;
  }

  /** How much higher the signal of a lead is at the later leg than at the earlier one, in mV. */
  differenceMv(lead: number): number | null {
    const { legs } = this;
    const first = this.valueAt('first', lead);
    const second = this.valueAt('second', lead);
    if (legs === null || first === null || second === null) return null;
    return legs.first <= legs.second ? second - first : first - second;
  }

  /** What is drawn changed (another display filter): the values are read anew. */
  readAgain(): void {
    this.#first = null;
    this.#second = null;
    if (this.legs !== null) this.#set(this.legs);
  }

  #legNear(sample: number, reachSamples: number): CaliperLeg | null {
    const { legs } = this;
    if (legs === null) return null;
    const toFirst = Math.abs(legs.first - sample);
    const toSecond = Math.abs(legs.second - sample);
    if (Math.min(toFirst, toSecond) > reachSamples) return null;
    return toFirst < toSecond ? 'first' : 'second';
  }

  #move(leg: CaliperLeg, sample: number): void {
    if (this.legs !== null) this.#set({ ...this.legs, [leg]: this.#inside(sample) });
  }

  #inside(sample: number): number {
    return Math.min(Math.max(0, Math.round(sample)), this.#parts.sampleCount - 1);
  }

  #set(legs: CaliperLegs): void {
    this.legs = legs;
    if (this.#first?.sample !== legs.first) void this.#read('first', legs.first);
    if (this.#second?.sample !== legs.second) void this.#read('second', legs.second);
  }

  async #read(leg: CaliperLeg, sample: number): Promise<void> {
    let millivolts: readonly (number | null)[] = [];
    try {
      millivolts = await this.#parts.read(sample);
    } catch {
      // The strips themselves say that samples cannot be read; here the values stay away.
    }
    if (this.legs?.[leg] !== sample) return;
    if (leg === 'first') this.#first = { sample, millivolts };
    else this.#second = { sample, millivolts };
  }
}
