import { join } from 'node:path';
import type { ProtocolRequest } from '../../../app/contract/protocol-result.ts';
import type { TrainingEpoch } from '../../../app/contract/training.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import type { EnginePreference } from '../engine.ts';
import type { LabelledBeats, TrainingBeats } from '../labelled-beats.ts';
import type { Weights } from '../networks/index.ts';
import { Predictions } from './predictions.ts';
import { trainNetwork, type TrainingRecipe } from '../train-network.ts';

/** A protocol, what to run it on, and where to keep what it computes. */
export interface ProtocolOptions extends ProtocolRequest {
  /** Checkpoints, predictions and the ledger of DS2; another call with the same request goes on. */
  readonly outFolder: string;
  readonly engine: EnginePreference;
  /** Folder with the published CSV files, in place of beats cut here. */
  readonly csvFolder?: string | undefined;
  /** Where the ledger of DS2 lies, if not in `outFolder`: all runs of a library share one. */
  readonly ledgerFolder?: string | undefined;
  /** Version of the application, for the result. */
  readonly version?: string | undefined;
  /** The command that asks for this again, if it is another than `reproduce` would be. */
  readonly command?: string | undefined;
}

export interface ProtocolListener {
  onStage?(stage: string): void;
  /** Something that a person must not miss, such as a record that was left out. */
  onNotice?(text: string): void;
  onEpoch?(contender: string, part: string, seed: number, epoch: TrainingEpoch): void;
  /** 0..1 of the whole. */
  onProgress?(fraction: number): void;
  readonly signal?: AbortSignal | undefined;
}

/** A training that a protocol asks for. */
export interface TrainingJob {
  readonly contender: string;
  /** "all of DS1", "fold 2" … */
  readonly part: string;
  readonly recipe: TrainingRecipe;
  readonly training: TrainingBeats;
  readonly validation: LabelledBeats | null;
  readonly classNames: readonly string[];
  /** Weights to start from, in place of random ones, and the stages that stay as they are. */
  readonly start?: { readonly weights: Weights; readonly firstStage: number } | undefined;
}

/** What a training gave, as a result lists it. */
export interface DoneTraining {
  readonly weights: Weights;
  /** Class weights of the loss. */
  readonly alpha: Float32Array;
  readonly summary: { seed: number; part: string; epochs: TrainingEpoch[]; wallS: number };
}

/** What every protocol needs while it runs: its request, its folder, and a way to train. */
export class ProtocolContext {
  readonly options: ProtocolOptions;
  /** What every tested beat was taken for. */
  readonly predictions = new Predictions();
  readonly #listener: ProtocolListener;
  #planned = 1;
  #done = 0;

  constructor(options: ProtocolOptions, listener: ProtocolListener) {
    this.options = options;
    this.#listener = listener;
  }

  get signal(): AbortSignal | undefined {
    return this.#listener.signal;
  }

  /** Folder of this protocol's own files; a quick run has one of its own. */
  get folder(): string {
    return protocolFolder(this.options);
  }

  /** The same run as it would be for another protocol: with that one's folder and checkpoints. */
  as(protocol: ProtocolOptions['protocol']): ProtocolContext {
    return new ProtocolContext({ ...this.options, protocol }, this.#listener);
  }

  /** How many trainings there will be, for the progress. */
  plan(trainings: number): void {
    this.#planned = Math.max(1, trainings);
  }

  stage(name: string): void {
    this.stopIfAsked();
    this.#listener.onStage?.(name);
  }

  /** @throws AppError `cancelled` once the signal is aborted */
  stopIfAsked(): void {
    if (this.signal?.aborted === true) {
      throw new AppError('cancelled', 'The protocol was stopped.');
    }
  }

  notice(text: string): void {
    this.#listener.onNotice?.(text);
  }

  /** Trains, or takes up where an earlier call was stopped. */
  async train(job: TrainingJob): Promise<DoneTraining> {
    const { contender, part, recipe } = job;
    this.stage(`${contender}, ${part}, seed ${recipe.seed}`);
    const trained = await trainNetwork({
      training: job.training,
      validation: job.validation,
      recipe,
      classNames: job.classNames,
      start: job.start,
      checkpointFolder: join(
        this.folder,
        'checkpoints',
        `${contender}-${lossLabel(recipe)}`,
        `${part.replaceAll(' ', '-')}-seed-${recipe.seed}`,
      ),
      onSetback: (message) => this.#listener.onStage?.(message),
      onEpoch: (epoch) => this.#listener.onEpoch?.(contender, part, recipe.seed, epoch),
      onProgress: (fraction) => {
        this.#listener.onProgress?.((this.#done + fraction) / this.#planned);
      },
      signal: this.signal,
    });
    this.#done += 1;
    return {
      weights: trained.weights,
      alpha: trained.alpha,
      summary: { seed: recipe.seed, part, epochs: [...trained.epochs], wallS: trained.wallS },
    };
  }
}

/** Where a protocol keeps its files below the output folder. */
export function protocolFolder({
  outFolder,
  protocol,
  quick,
}: Pick<ProtocolOptions, 'outFolder' | 'protocol' | 'quick'>): string {
  return join(outFolder, quick ? `${protocol}-quick` : protocol);
}

function lossLabel({ gammaM, gammaN, alphaPower }: TrainingRecipe): string {
  return `gammas-${gammaM}-${gammaN}-alpha-${alphaPower}`;
}
