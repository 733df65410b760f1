/**
 * Band-limited resampling of equally spaced samples by a polyphase windowed-sinc filter.
 *
 * Output sample n lies at input position n * fromHz / toHz, so the output grid starts with the
 * recording and does not depend on how it is cut into blocks.
 */
export interface Resampler {
  /** First input sample that output `firstOutput` needs; may be negative at a recording's start. */
  inputStart(firstOutput: number): number;
  /** One past the last input sample that output `lastOutput` needs. */
  inputEnd(lastOutput: number): number;
  /** Fills `output` from output sample `firstOutput` on; `input[0]` is the input's sample `inputStart`. */
  resample(
    input: Float32Array,
    inputStart: number,
    firstOutput: number,
    output: Float32Array,
  ): void;
}

/** Highest number of filter phases; other ratios use the nearest of these (error below -65 dB). */
const MAX_PHASES = 1024;
/** Kaiser window shape for about 50 dB in the stop band. */
const KAISER_BETA = 4.55;
/** Half width of the transition band, as a part of the lower rate. */
const TRANSITION = 0.064;
/** -6 dB point as a part of the lower rate: 45 Hz at 125 Hz, which also stops 60 Hz mains. */
const CUTOFF = 0.36;

function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Phases that make every output position exact, where the two rates allow it. */
function phaseCount(fromHz: number, toHz: number): number {
  if (!Number.isInteger(fromHz) || !Number.isInteger(toHz)) return MAX_PHASES;
  return Math.min(MAX_PHASES, toHz / greatestCommonDivisor(fromHz, toHz));
}

export function createResampler(fromHz: number, toHz: number): Resampler {
  if (!(fromHz > 0) || !(toHz > 0)) throw new RangeError('Sampling rates must be above zero');
  const step = fromHz / toHz;
  const lowerHz = Math.min(fromHz, toHz);
  const cutoff = (CUTOFF * lowerHz) / fromHz;
  // Kaiser's estimate of the length for 50 dB and this transition band.
  const half = Math.ceil((50 - 7.95) / (14.36 * 2 * TRANSITION * (lowerHz / fromHz)) / 2);
  const taps = 2 * half;
  const phases = phaseCount(fromHz, toHz);
  const filter = new Float32Array(phases * taps);
  for (let phase = 0; phase < phases; phase += 1) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      const distance = tap - (half - 1) - phase / phases;
      const edge = Math.max(0, 1 - (distance / half) ** 2);
      const x = 2 * cutoff * distance;
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
      const weight = sinc * besselI0(KAISER_BETA * Math.sqrt(edge));
      filter[phase * taps + tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < taps; tap += 1) {
      filter[phase * taps + tap] = (filter[phase * taps + tap] ?? 0) / sum;
    }
  }

  return {
    inputStart: (firstOutput) => Math.floor(firstOutput * step) - half + 1,
    inputEnd: (lastOutput) => Math.floor(lastOutput * step) + half + 2,
    resample(input, inputStart, firstOutput, output) {
      for (let n = 0; n < output.length; n += 1) {
        const position = (firstOutput + n) * step;
        let base = Math.floor(position);
        let phase = Math.round((position - base) * phases);
        if (phase === phases) {
          phase = 0;
          base += 1;
        }
        const offset = base - half + 1 - inputStart;
        const row = phase * taps;
        let sum = 0;
        for (let tap = 0; tap < taps; tap += 1) {
          sum += (filter[row + tap] as number) * (input[offset + tap] as number);
        }
        output[n] = sum;
      }
    },
  };
}
