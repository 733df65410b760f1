import type { SampleReader } from '../../domain/recording.ts';
import type { BeatGroup } from '../beat-groups.ts';

/** How one kind of network wants to see beats. */
export interface Preparation {
  /** Numbers a beat. */
  readonly inputLength: number;
  /** Leads that are looked at; a recording with fewer gives what it has. */
  readonly leadCount: number;
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
