import type { BinaryParams } from '../../app/contract/channels.ts';
import { encodeSampleWindow } from '../../app/contract/samples.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { OpenFolders } from '../imports/open-folders.ts';

/** Windows of the stored signal as bytes; the files of the recordings in view stay open. */
export class SampleWindows {
  readonly #open: OpenFolders;

  constructor(libraryFolder: string) {
    this.#open = new OpenFolders(libraryFolder);
  }

  /**
   * The value has its buffer to itself.
   * @throws AppError not-found, and what is wrong with the files.
   */
  bytes(params: BinaryParams<'samples'>): Uint8Array<ArrayBuffer> {
    const { recordingId, startSample, endSample, columns, lead } = params;
    const { highPassHz = null, notchHz = null, lowPassHz = null } = params;
    const folder = this.#open.of(recordingId);
    if (lead !== undefined && folder.leads[lead] === undefined) {
      throw new AppError('not-found', `The recording has no lead ${lead}.`);
    }
    const filter = { highPassHz, notchHz, lowPassHz };
    return encodeSampleWindow(folder.window(startSample, endSample, columns, { lead, filter }));
  }

  close(recordingId: string): void {
    this.#open.close(recordingId);
  }
}
