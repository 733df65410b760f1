import type { Review } from '../review/index.ts';
import { call } from '../../bridge/bridge.ts';
import { Bookmarks } from './bookmarks.svelte.ts';

const ofReview = new WeakMap<Review, Bookmarks>();

/** The bookmarks of an open recording: the same for every part of the window that asks. */
export function bookmarksOf(review: Review): Bookmarks {
  const known = ofReview.get(review);
  if (known !== undefined) return known;
  const recordingId = review.recording.id;
  const bookmarks = new Bookmarks({
    list: () => call('bookmarks:list', { recordingId }),
    put: (strip) => call('bookmarks:put', { recordingId, ...strip }),
    remove: (id) => call('bookmarks:remove', { recordingId, id }),
  });
  ofReview.set(review, bookmarks);
  return bookmarks;
}
