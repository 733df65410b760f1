import type { IntegrityFinding, RecordingInfo, SignalChunk } from '../../app/domain/recording.ts';

/** One recording being read, whatever its file format. */
export interface RecordingSource {
  readonly info: RecordingInfo;
  /** Samples per lead that reading will give, from the header or the file sizes; null if unknown. */
  readonly expectedSamples: number | null;
  /** Annotation files beside the recording that can serve as a reference, e.g. ["atr"]. */
  readonly annotators: readonly string[];
  /**
   * All samples in order, in bounded memory. Every chunk has arrays of its own. Throws AppError
   * 'cancelled' once `signal` is aborted.
   */
  chunks(signal?: AbortSignal): AsyncIterable<SignalChunk>;
  /** What was checked while reading; complete after `chunks()` has ended. */
  findings(): IntegrityFinding[];
}

/** A file format that recordings can be imported from; the list is in `recording-source.ts`. */
export interface RecordingFormat {
  /** As an error message lists it: "WFDB (.hea, .dat)". */
  readonly name: string;
  /** Whether a path is this format's to open, by its extension, its first bytes or its neighbours. */
  accepts(path: string): Promise<boolean>;
  open(path: string): Promise<RecordingSource>;
}
