/** Small repeatable noise, uniform in -1..1. */
export function noiseSource(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 31 - 1;
  };
}

/** Where the beats of a drawn recording are. */
export interface Rhythm {
  readonly sampleRateHz: number;
  readonly seconds: number;
  readonly beatsS: readonly number[];
}

/** Beats every 0.8 s or so, from 0.5 s on. */
export function regular(sampleRateHz: number, seconds: number): Rhythm {
  const beatsS: number[] = [];
  for (let beat = 0; 0.5 + 0.8 * beat < seconds - 0.4; beat++) {
    beatsS.push(0.5 + 0.8 * beat + 0.02 * Math.sin(beat));
  }
  return { sampleRateHz, seconds, beatsS };
}

/** P, QRS (`millivolts` high) and T waves at the beats, with noise. */
export function draw(
  { sampleRateHz, seconds, beatsS }: Rhythm,
  { millivolts = 1, noiseMv = 0.01, seed = 1, gainPerUnit = 200 } = {},
): Int16Array {
  const random = noiseSource(seed);
  const samples = new Int16Array(Math.round(seconds * sampleRateHz));
  const waves = [
    { atS: -0.16, widthS: 0.025, height: 0.12 },
    { atS: -0.03, widthS: 0.01, height: -0.15 },
    { atS: 0, widthS: 0.012, height: 1 },
    { atS: 0.03, widthS: 0.01, height: -0.25 },
    { atS: 0.27, widthS: 0.05, height: 0.25 },
  ];
  const values = Float64Array.from(samples, () => noiseMv * random());
  for (const beatS of beatsS) {
    for (const { atS, widthS, height } of waves) {
      const centre = (beatS + atS) * sampleRateHz;
      const reach = 4 * widthS * sampleRateHz;
      const from = Math.max(0, Math.floor(centre - reach));
      for (let index = from; index < Math.min(samples.length, centre + reach); index++) {
        const distance = (index - centre) / (widthS * sampleRateHz);
        const value = millivolts * height * Math.exp(-distance * distance);
        values[index] = (values[index] ?? 0) + value;
      }
    }
  }
  return samples.map((_, index) => Math.round(gainPerUnit * (values[index] ?? 0)));
}
