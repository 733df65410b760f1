import { call } from '../../bridge/bridge.ts';
import type { Review } from '../review/index.ts';
import { SignalQuality } from './signal-quality.svelte.ts';

const ofReview = new WeakMap<Review, SignalQuality>();

/** The signal quality of an open recording: the same for every part of the window that asks. */
export function qualityOf(review: Review): SignalQuality {
  const known = ofReview.get(review);
  if (known !== undefined) return known;
  const recordingId = review.recording.id;
  const quality = new SignalQuality(() => call('quality:of', { recordingId }));
  ofReview.set(review, quality);
  return quality;
}
