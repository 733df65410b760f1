import type { ProtocolRequest } from '../../app/contract/protocol-result.ts';
import type { Settings } from '../../app/contract/settings.ts';

/** The task of `protocol.worker.ts`; its result is a `ProtocolResult`. */
export interface ProtocolTask extends ProtocolRequest {
  /** Where the run keeps checkpoints and the beats that were tested; an earlier part is taken up. */
  readonly outFolder: string;
  readonly engine: Settings['engine'];
  /** Of Ectopy, for the result. */
  readonly version: string;
}
