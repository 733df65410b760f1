import { openRecordingFolder } from '../imports/recording-folder.ts';
import type { RecordingFolder } from '../imports/recording-folder.ts';
import type { LibraryFolders } from './library-folders.ts';

const KEPT_OPEN = 4;

/** Sample files of the recordings in view, kept open: a window of samples then needs no opening. */
export class OpenFolders {
  readonly #folders: LibraryFolders;
  /** The latest used last. */
  readonly #open = new Map<string, RecordingFolder>();

  constructor(folders: LibraryFolders) {
    this.#folders = folders;
  }

  of(recordingId: string): RecordingFolder {
    const known = this.#open.get(recordingId);
    const folder = known ?? openRecordingFolder(this.#folders.recording(recordingId));
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
