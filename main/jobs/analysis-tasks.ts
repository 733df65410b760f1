import type { ProtocolBeat, ProtocolBeatQuery } from '../../app/contract/protocol-result.ts';
import type { EngineProbe, Settings } from '../../app/contract/settings.ts';
import type { IntegrityFinding, RecordingInfo } from '../../app/domain/recording.ts';
import type { SignalQuality } from '../../app/quality/lead-quality.ts';
import type { GroupedBeats } from '../../app/groups/group-beats.ts';
import type { DoneRun } from '../learning/protocols/tested-beats.ts';

/** Tasks of `analysis.worker.ts`; a task and its result cross the thread as structured clones. */
export type AnalysisTask =
  ReadTask | AssessQualityTask | ClassifyTask | GroupTask | ProbeTask | TestedBeatsTask;

/** Reads a recording into a folder of its own, and finds its beats in the same pass. */
export interface ReadTask {
  readonly kind: 'read';
  readonly source:
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'demo'; readonly hours: number; readonly seed: number };
  readonly folder: string;
}

export interface ReadResult {
  readonly info: RecordingInfo;
  readonly sampleCount: number;
  readonly findings: IntegrityFinding[];
  /** Annotation files beside the original. */
  readonly annotators: string[];
  /** Sample of every beat, ascending. */
  readonly detected: Uint32Array;
  readonly quality: SignalQuality;
  /** What a demo recording truly holds; null for a file. */
  readonly truth: { readonly sample: Uint32Array; readonly beatClass: Uint8Array } | null;
}

/** Judges the signal of a stored recording, as reading it does now. */
export interface AssessQualityTask {
  readonly kind: 'assess-quality';
  readonly folder: string;
}

/** Classifies beats; their order and number are kept. */
export interface ClassifyTask {
  readonly kind: 'classify';
  readonly folder: string;
  readonly beatSamples: Uint32Array;
  readonly modelFolder: string;
  readonly engine: Settings['engine'];
}

export interface ClassifyResult {
  readonly beatClass: Uint8Array;
  /** Five per beat, 0..65535 for 0..1. */
  readonly probabilities: Uint16Array;
  readonly engine: string;
  readonly modelId: string;
  readonly lead: number;
}

/** Forms groups of beats, of all or of some. */
export interface GroupTask {
  readonly kind: 'group';
  readonly folder: string;
  readonly beatSamples: Uint32Array;
  /** By position in `beatSamples`: 0 where no reader has given a class, else 1 + its index. */
  readonly judged: Uint8Array;
  /** Positions of the beats to split; null to group all beats. */
  readonly members: Uint32Array | null;
}

export interface ProbeTask {
  readonly kind: 'probe';
  readonly preference: Settings['engine'];
}

export type ProbeResult = EngineProbe[];

/** Reads the beats behind a cell of a protocol run's confusion matrix. */
export interface TestedBeatsTask {
  readonly kind: 'tested-beats';
  readonly run: DoneRun;
  readonly cell: Omit<ProtocolBeatQuery, 'runId'>;
}

export interface AnalysisResults {
  readonly read: ReadResult;
  readonly 'assess-quality': SignalQuality;
  readonly classify: ClassifyResult;
  readonly group: GroupedBeats;
  readonly probe: ProbeResult;
  readonly 'tested-beats': ProtocolBeat[];
}
