import type { ProtocolEpoch } from '../../app/contract/protocol-result.ts';
import type { TrainingEpoch } from '../../app/contract/training.ts';
import type { SerializedError } from '../../app/domain/app-error.ts';

/** What a worker thread tells the core while it works. Its task comes as `workerData`. */
export type FromWorkerMessage =
  | { readonly type: 'progress'; readonly stage: string; readonly fraction: number }
  | { readonly type: 'epoch'; readonly epoch: TrainingEpoch }
  | { readonly type: 'protocol-epoch'; readonly epoch: ProtocolEpoch }
  | { readonly type: 'result'; readonly result: unknown }
  | { readonly type: 'error'; readonly error: SerializedError };

/** The only thing that the core tells a worker. */
export const CANCEL_MESSAGE = 'cancel';
