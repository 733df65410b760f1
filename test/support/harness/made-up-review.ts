import type { Handlers } from '../../../app/contract/channels.ts';
import { encodeBeatColumns, FLAG_EDITED, NO_MODEL_CLASS } from '../../../app/contract/beat-columns.ts';
import { encodeSampleWindow } from '../../../app/contract/samples.ts';
import type {
  BeatDetail,
  BeatState,
  EditRequest,
  EditResult,
  LogEntry,
  RecordingDetail,
} from '../../../app/contract/schemas.ts';
import { createDemoHolter } from '../../../app/demo/demo-holter.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { BEAT_CLASSES, beatClassAt, beatClassIndex } from '../../../app/domain/beat-class.ts';
import type { PerClass } from '../../../app/domain/beat-class.ts';
import { INVALID_SAMPLE } from '../../../app/domain/recording.ts';
import { reduceSamples, samplesPerPointFor } from '../../../app/signal/pyramid.ts';
import { createRandom } from '../../../app/random.ts';

export const RECORDING_ID = 'demo';

export interface MadeUpReview {
  readonly detail: RecordingDetail;
  readonly handlers: Partial<Handlers<keyof Handlers<never> | never>> & ReviewHandlers;
  /** The bytes behind `ectopy://data/<route>`. */
  binary(route: string, params: URLSearchParams): Uint8Array;
}

type ReviewHandlers = Pick<
  Handlers<
    | 'recordings:open'
    | 'view-state:save'
    | 'beats:detail'
    | 'beats:snap'
    | 'edits:append'
    | 'edits:undo'
    | 'edits:redo'
    | 'references:load'
    | 'references:compare'
  >,
  | 'recordings:open'
  | 'view-state:save'
  | 'beats:detail'
  | 'beats:snap'
  | 'edits:append'
  | 'edits:undo'
  | 'edits:redo'
  | 'references:load'
  | 'references:compare'
>;
