import { openRecordingFolder, type RecordingFolder } from './recording-folder.ts';
import { recordingFolder } from './recording-layout.ts';

const KEPT_OPEN = 4;

/** Sample files of the recordings in view, kept open: a window of samples then needs no opening. */
export class OpenFolders {
  readonly #libraryFolder: string;
  /** The latest used last. */
  readonly #open = new Map<string, RecordingFolder>();

  constructor(libraryFolder: string) {
    this.#libraryFolder = libraryFolder;
  }

  of(recordingId: string): RecordingFolder {
    const known = this.#open.get(recordingId);
    const folder = known ?? openRecordingFolder(recordingFolder(this.#libraryFolder, recordingId));
    this.#open.delete(recordingId);
    this.#open.set(recordingId, folder);
    for (const id of this.#open.keys()) {
      if (this.#open.size <= KEPT_OPEN) break;
      this.close(id);
    }
    return folder;
  }

  close(recordingId: string): void {
    this.#open.get(recordingId)?.close();
    this.#open.delete(recordingId);
  }

  closeAll(): void {
    for (const id of [...this.#open.keys()]) this.close(id);
  }
}
