import { AppError } from '../domain/app-error.ts';
import { countsPerMillivolt, type Lead, type SignalChunk } from '../domain/recording.ts';
import { CandidateFinder, type CandidateLead } from './qrs/candidate-finder.ts';
import { LeadEnvelopes } from './qrs/lead-envelopes.ts';
import { LeadLevels, LONG_REACH_BLOCKS, PARTS_PER_BLOCK } from './qrs/lead-levels.ts';
import { selectBeats } from './qrs/beat-selection.ts';

/** The envelopes run at the sampling rate divided by a whole number, at least at this rate. */
const LOWEST_ENVELOPE_RATE_HZ = 125;
const PART_S = 0.2;
/** Enough for the levels' look-ahead, the search behind it and the block in progress. */
const HISTORY_BLOCKS = LONG_REACH_BLOCKS + 4;
/** No lead's level is taken for lower than this, mV: an electrode that is off hums below it. */
const LOWEST_LEVEL_MV = 0.015;
const LOWEST_LEVEL_COUNTS = 0.5;
/** Held after the end of the recording, s, so that a beat in its last moment is seen whole. */
const TAIL_S = 0.2;

const LOWEST_SAMPLE_RATE_HZ = 50;
const HIGHEST_SAMPLE_RATE_HZ = 10_000;

export interface QrsDetector {
  /** Takes the next samples; chunks follow each other without gaps and are not kept. */
  push(chunk: SignalChunk): void;
  /** Ends the recording and returns the samples of its beats, ascending. */
  finish(): Uint32Array;
}

/**
 * Finds heartbeats in a recording of one or more leads as it streams past, in linear time. Each lead
 * is reduced to slope envelopes, their weighted sum gives candidates, and at the end each candidate is
 * judged by what beats and noise look like around it, lead by lead. Memory is a minute of signal
 * and some bytes per candidate. The result does not depend on how the signal was cut into chunks.
 *
 * Constants here and in `qrs/` were set on de Chazal's DS1 half of the MIT-BIH Arrhythmia Database, on
 * its paced records 102 and 104 and on the Supraventricular Arrhythmia Database, never on the rest;
 * see test/unit/app/signal/qrs-detector-mit-bih.test.ts.
 *
 * @throws AppError unsupported-format for a sampling rate outside 50 to 10,000 Hz
 * @throws RangeError for no leads; `push` for chunks that do not follow each other
 */
export function createQrsDetector(options: {
  sampleRateHz: number;
  leads: readonly Lead[];
}): QrsDetector {
  return new StreamingDetector(options.sampleRateHz, options.leads);
}

class StreamingDetector implements QrsDetector {
  readonly #sampleRateHz: number;
  readonly #decimation: number;
  readonly #blockSamples: number;
  readonly #leads: readonly CandidateLead[];
  readonly #finder: CandidateFinder;
  #firstSample: number | null = null;
  #samples = 0;
  #blocks = 0;

  constructor(sampleRateHz: number, leads: readonly Lead[]) {
    if (!(sampleRateHz >= LOWEST_SAMPLE_RATE_HZ && sampleRateHz <= HIGHEST_SAMPLE_RATE_HZ)) {
      throw new AppError(
        'unsupported-format',
        `Heartbeats cannot be found at a sampling rate of ${sampleRateHz} Hz.`,
        { remedy: 'Choose a recording with 50 to 10,000 samples a second.' },
      );
    }
    if (leads.length === 0) throw new RangeError('A recording without leads has no beats to find');
    const decimation = Math.max(1, Math.floor(sampleRateHz / LOWEST_ENVELOPE_RATE_HZ));
    const partSamples = Math.round((PART_S * sampleRateHz) / decimation);
    const blockSamples = PARTS_PER_BLOCK * partSamples;
    this.#sampleRateHz = sampleRateHz;
    this.#decimation = decimation;
    this.#blockSamples = blockSamples;
    this.#leads = leads.map((lead) => {
      const countsPerMv = Math.abs(countsPerMillivolt(lead));
      return {
        envelopes: new LeadEnvelopes(sampleRateHz, decimation, HISTORY_BLOCKS * blockSamples),
        levels: new LeadLevels(
          blockSamples,
          Math.max(LOWEST_LEVEL_COUNTS, LOWEST_LEVEL_MV * countsPerMv),
        ),
        countsPerMv,
      };
    });
    this.#finder = new CandidateFinder(this.#leads, {
      sampleRateHz,
      decimation,
      blockSamples,
      historyBlocks: HISTORY_BLOCKS,
    });
  }

  push({ startSample, leads }: SignalChunk): void {
    this.#firstSample ??= startSample;
    const length = leads[0]?.length ?? 0;
    if (
      leads.length !== this.#leads.length ||
      leads.some((samples) => samples.length !== length) ||
      startSample !== this.#firstSample + this.#samples
    ) {
      throw new RangeError(`The chunk at sample ${startSample} does not continue the recording`);
    }
    let from = 0;
    while (from < length) {
      const to = Math.min(length, from + this.#samplesToNextBlock());
      this.#leads.forEach(({ envelopes }, lead) => {
        const samples = leads[lead];
        if (samples !== undefined) envelopes.push(samples, from, to);
      });
      this.#samples += to - from;
      from = to;
      if (this.#addCompleteBlock()) this.#finder.advance(this.#blocks);
    }
  }

  finish(): Uint32Array {
    const envelopeSamples = Math.ceil(this.#samples / this.#decimation);
    const blocks = Math.ceil(envelopeSamples / this.#blockSamples);
    while (this.#blocks < blocks) {
      const count = this.#samplesToNextBlock();
      for (const { envelopes } of this.#leads) envelopes.hold(count);
      this.#addCompleteBlock();
    }
    const tail = Math.ceil(TAIL_S * this.#sampleRateHz);
    for (const { envelopes } of this.#leads) envelopes.hold(tail);
    this.#finder.finish(this.#blocks);
    const first = this.#firstSample ?? 0;
    const last = this.#samples - 1;
    return selectBeats(this.#finder.candidates, this.#sampleRateHz).map(
      (sample) => first + Math.min(last, sample),
    );
  }
  #samplesToNextBlock(): number {
    return this.#leads[0]?.envelopes.samplesUntil((this.#blocks + 1) * this.#blockSamples) ?? 0;
  }

  #addCompleteBlock(): boolean {
    if (this.#samplesToNextBlock() > 0) return false;
    for (const { envelopes, levels } of this.#leads) {
      const start = (this.#blocks * this.#blockSamples) % envelopes.qrs.length;
      levels.add(this.#blocks, envelopes.qrs, envelopes.sharp, start);
    }
    this.#blocks++;
    return true;
  }
}
