import type { Handlers } from '../../../app/contract/channels.ts';
import type { CoreContext } from '../context.ts';
import { refuseToBlind } from '../reading-rights.ts';
import { compareWithReference, loadReference } from '../reference.ts';

export function referenceHandlers(context: CoreContext) {
  return {
    'references:load': ({ recordingId, annotator }) => {
      refuseToBlind(context.store, recordingId);
      return loadReference(context, recordingId, annotator);
    },
    'references:compare': ({ recordingId, annotator }) => {
      refuseToBlind(context.store, recordingId);
      return compareWithReference(context, recordingId, annotator);
    },
  } satisfies Handlers<'references:load' | 'references:compare'>;
}
