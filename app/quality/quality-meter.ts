import type { Lead, SignalChunk } from '../domain/recording.ts';
import { normaliseSpans, subtractSpans, type Span } from '../domain/regions.ts';
import type { BadStretch, QualityCause, SignalQuality } from './lead-quality.ts'; // prettier-ignore
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

  constructor(sampleRateHz: number, { gainPerUnit }: Lead) {
    this.#shortestGood = Math.round(SHORTEST_GOOD_S * sampleRateHz);
    this.#still = new StillSignal(sampleRateHz, Math.abs(gainPerUnit), 0);
  }

  push(samples: Int16Array): void {
    this.#still.push(samples);
  }

  finish(): BadStretch[] {
    const saturated = this.#still.finish();
    const { missing, flat } = this.#still;
    return inOrder({ 'lead-off': missing, saturated, flat, noise: [] }, this.#shortestGood);
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
