import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { OWN_FOLDER } from '../learning/model-card.ts';
import { PARTIAL_SUFFIX, recordingFolder } from '../imports/recording-layout.ts';
import type { CoreStart } from '../process/core-protocol.ts';

/**
 * Where a library keeps what is not in its database.
 *
 *   recordings/<id>/   samples and pyramid of one recording
 *   models/<id>/       a trained model; shipped ones stay in the resources folder
 *   training/<run>/    checkpoint of a run until it is done
 *   protocols/<run>/   checkpoints and tested beats of a protocol run
 */
export class LibraryFolders {
  readonly #library: string;
  readonly #resources: string;

  constructor({ libraryFolder, resourcesFolder }: CoreStart) {
    this.#library = libraryFolder;
    this.#resources = resourcesFolder;
    for (const name of ['recordings', 'models', 'training', 'protocols']) {
      mkdirSync(path.join(libraryFolder, name), { recursive: true });
    }
  }

  recording(id: string): string {
    return recordingFolder(this.#library, id);
  }

  model(model: { readonly id: string; readonly shipped: boolean }): string {
    return model.shipped
      ? path.join(this.shippedModels, model.id)
      : path.join(this.#library, 'models', model.id);
  }

  /** The model as it classifies a recording: with the recording's own weights where it has them. */
  modelFor(model: { readonly id: string; readonly shipped: boolean }, recordingId: string): string {
    const own = path.join(this.model(model), OWN_FOLDER, recordingId);
    return existsSync(own) ? own : this.model(model);
  }

  get shippedModels(): string {
    return path.join(this.#resources, 'models');
  }

  /** Fonts that reports embed. */
  get fonts(): string {
    return path.join(this.#resources, 'fonts');
  }

  checkpoint(runId: string): string {
    return path.join(this.training(runId), 'checkpoint');
  }

  training(runId: string): string {
    return path.join(this.#library, 'training', runId);
  }

  /** Runs of protocols, and the ledger of DS2 that they share. */
  get protocols(): string {
    return path.join(this.#library, 'protocols');
  }

  protocolRun(runId: string): string {
    return path.join(this.protocols, runId);
  }

  /** Takes away a recording's files, also those of an import that was killed half-way. */
  removeRecording(id: string): void {
    removeFolder(this.recording(id) + PARTIAL_SUFFIX);
    removeFolder(this.recording(id));
  }
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
