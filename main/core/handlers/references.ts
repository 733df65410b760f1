import type { Handlers } from '../../../app/contract/channels.ts';
import type { CoreContext } from '../context.ts';
import { compareWithReference, loadReference } from '../reference.ts';

export function referenceHandlers(context: CoreContext) {
  return {
    'references:load': ({ recordingId, annotator }) =>
      loadReference(context, recordingId, annotator),
    'references:compare': ({ recordingId, annotator }) =>
      compareWithReference(context, recordingId, annotator),
  } satisfies Handlers<'references:load' | 'references:compare'>;
}
