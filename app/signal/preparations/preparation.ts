import type { SampleReader } from '../../domain/recording.ts';
import type { BeatGroup } from '../beat-groups.ts';

/** A stretch of a prepared beat that means one thing. */
export interface InputPart {
  /** What it shows, for people: "beat", "RR interval before". */
  readonly name: string;
  /** Its numbers: [start, start + length). */
  readonly start: number;
  readonly length: number;
  /** When its first number was recorded, from R; null where its numbers are no samples of a signal. */
  readonly startOffsetMs: number | null;
}

/** How one kind of network wants to see beats. */
export interface Preparation {
  /** Numbers a beat. */
  readonly inputLength: number;
  /** Leads that are looked at; a recording with fewer gives what it has. */
  readonly leadCount: number;
  /** What the numbers mean, in order, without gaps; samples at 125 Hz. */
  readonly inputParts: readonly InputPart[];
  /**
   * Opens a recording of which all beats are known (`beatSamples`, ascending). `leads` are indices
   * of the recording's leads, best first, at least one and at most `leadCount`.
   */
  open(reader: SampleReader, leads: readonly number[], beatSamples: Uint32Array): BeatCutter;
}

/** The beats of one recording as a network sees them. */
export interface BeatCutter {
  /** The beats of a group, `inputLength` numbers each, one after the other. */
  cut(group: BeatGroup): Float32Array;
}
