/**
 * A recording as every part of Ectopy knows it, whatever file format it came from.
 * Samples are int16 ADC counts; physical value = (count - baseline) / gainPerUnit.
 */

/** The count that marks a sample as missing (lead-off, gap, invalid in the source format). */
export const INVALID_SAMPLE = -32768;

export interface Lead {
  /** As the source names it: "MLII", "V5", "ECG1". */
  readonly name: string;
  /** Physical unit of one `gainPerUnit` step, normally "mV". */
  readonly units: string;
  /** ADC counts per physical unit; never 0. */
  readonly gainPerUnit: number;
  /** ADC count that is 0 physical units. */
  readonly baseline: number;
  /** False when the source gave no gain and 200 counts/mV was assumed. */
  readonly calibrated: boolean;
}

/** Counts of a millivolt, negative for a lead upside down; units but volts and microvolts are taken for mV. */
export function countsPerMillivolt({ gainPerUnit, units }: Lead): number {
  if (/^(u|µ|μ)v$/i.test(units)) return gainPerUnit * 1000;
  return gainPerUnit * (units === 'V' ? 0.001 : 1);
}

/** A sample in millivolts; NaN where it is missing. */
export function millivoltsOf(count: number, lead: Lead): number {
  return count === INVALID_SAMPLE ? Number.NaN : (count - lead.baseline) / countsPerMillivolt(lead);
}

export interface RecordingInfo {
  /** Record name in the source: "208". */
  readonly name: string;
  readonly sampleRateHz: number;
  readonly leads: readonly Lead[];
  /** ISO local date-time without zone, or null: many recordings carry no clock. */
  readonly startTime: string | null;
  /** Free-text lines of the source header. May hold patient data: never logged, never exported by default. */
  readonly comments: readonly string[];
}

/** One check made while reading, e.g. lead 0's checksum; the list of them is a recording's verdict. */
export interface IntegrityFinding {
  readonly check: 'checksum' | 'first-value' | 'length' | 'format' | 'lead' | 'header';
  /** Index of the lead it concerns, or null for the recording as a whole. */
  readonly lead: number | null;
  readonly ok: boolean;
  /** One sentence for the reader. */
  readonly message: string;
}

/** Equal-length planar int16 samples of all leads; `startSample` counts from the recording's start. */
export interface SignalChunk {
  readonly startSample: number;
  readonly leads: readonly Int16Array[];
}

/** Random access to stored samples; implementations read from files and never hold a whole recording. */
export interface SampleReader {
  readonly sampleRateHz: number;
  readonly sampleCount: number;
  readonly leads: readonly Lead[];
  /** Samples [startSample, endSample) of one lead; parts outside the recording are INVALID_SAMPLE. */
  read(lead: number, startSample: number, endSample: number): Int16Array;
}
