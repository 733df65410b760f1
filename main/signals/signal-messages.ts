import type { BinaryParams } from '../../app/contract/channels.ts';
import type { SerializedError } from '../../app/domain/app-error.ts';

/** What Electron main asks of the signal thread. The library's folder comes as `workerData`. */
export type ToSignalMessage =
  | { readonly type: 'window'; readonly id: number; readonly params: BinaryParams<'samples'> }
  | { readonly type: 'close'; readonly recordingId: string };

/** The answer to the window of that number; bytes are handed over, not copied. */
export type FromSignalMessage =
  | { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly error: SerializedError };
