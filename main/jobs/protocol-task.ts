import type { ProtocolRequest } from '../../app/contract/protocol-result.ts';
import type { Settings } from '../../app/contract/settings.ts';

/** The task of `protocol.worker.ts`; its result is a `ProtocolResult`. */
export interface ProtocolTask extends ProtocolRequest {
  /** Where the run keeps checkpoints and the beats that were tested; an earlier part is taken up. */
  readonly outFolder: string;
  /** Of the library: who looked at DS2, in whichever run. */
  readonly ledgerFolder: string;
  readonly engine: Settings['engine'];
  /** Of Ectopy, for the result. */
  readonly version: string;
}
