import { countsPerMillivolt, type Lead, type SignalChunk } from '../domain/recording.ts';
import {
  isInside,
  normaliseSpans,
  subtractSpans,
  unionSpans,
  type Span,
} from '../domain/regions.ts';
import type { BadStretch, QualityCause, SignalQuality } from './lead-quality.ts'; // prettier-ignore
import { NoiseFloor } from './noise-floor.ts';
import { StillSignal } from './still-signal.ts';

/** Between two bad stretches of a kind that are nearer than this no beat can be judged. */
const SHORTEST_GOOD_S = 1;

export interface QualityMeter {
  /** Takes the next samples; chunks follow each other without gaps and are not kept. */
  push(chunk: SignalChunk): void;
  /** Ends the recording. */
  finish(): SignalQuality;
}

/** Judges every lead of a recording as it streams past, in one pass and linear time. */
export function createQualityMeter(options: {
  readonly sampleRateHz: number;
  readonly leads: readonly Lead[];
}): QualityMeter {
  const { sampleRateHz, leads } = options;
  const meters = leads.map((lead) => new LeadMeter(sampleRateHz, lead));
  return {
    push({ leads: samples }) {
      meters.forEach((meter, lead) => {
        const ofLead = samples[lead];
        if (ofLead !== undefined) meter.push(ofLead);
      });
    },
    finish: () => meters.map((meter) => meter.finish()),
  };
}

class LeadMeter {
  readonly #shortestGood: number;
  readonly #still: StillSignal;
  readonly #noise: NoiseFloor;
  #sampleCount = 0;

  constructor(sampleRateHz: number, lead: Lead) {
    this.#shortestGood = Math.round(SHORTEST_GOOD_S * sampleRateHz);
    const countsPerMv = Math.abs(countsPerMillivolt(lead));
    this.#still = new StillSignal(sampleRateHz, countsPerMv);
    this.#noise = new NoiseFloor(sampleRateHz, countsPerMv);
  }

  push(samples: Int16Array): void {
    this.#still.push(samples);
    this.#noise.push(samples);
    this.#sampleCount += samples.length;
  }

  finish(): BadStretch[] {
    const saturated = this.#still.finish();
    const { missing, flat } = this.#still;
    const silent = unionSpans(missing, saturated, flat);
    const noise = this.#noise.finish(this.#sampleCount, (sample) => isInside(silent, sample));
    return inOrder({ 'lead-off': missing, saturated, flat, noise }, this.#shortestGood);
  }
}

/** Which cause a stretch has that has several. */
const PRECEDENCE: readonly QualityCause[] = ['lead-off', 'saturated', 'flat', 'noise'];

function inOrder(
  found: Readonly<Record<QualityCause, readonly Span[]>>,
  shortestGood: number,
): BadStretch[] {
  let taken: Span[] = [];
  const stretches: BadStretch[] = [];
  for (const cause of PRECEDENCE) {
    const own = subtractSpans(joinNear(found[cause], shortestGood), taken);
    for (const span of own) stretches.push({ ...span, cause });
    taken = normaliseSpans([...taken, ...own]);
  }
  return stretches.toSorted((a, b) => a.startSample - b.startSample);
}

function joinNear(spans: readonly Span[], gap: number): Span[] {
  const wide = spans.map(({ startSample, endSample }) => ({
    startSample,
    endSample: endSample + gap,
  }));
  return normaliseSpans(wide).map(({ startSample, endSample }) => ({
    startSample,
    endSample: endSample - gap,
  }));
}
