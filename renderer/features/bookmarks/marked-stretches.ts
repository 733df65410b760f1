import type { Bookmark } from '../../../app/contract/editing.ts';
import { EDITING_TEXT } from '../../text/editing.ts';
import type { Review, StretchMark } from '../review/index.ts';
import type { Bookmarks } from './bookmarks.svelte.ts';

/** Goes to a bookmark, which the keys for the next and the previous one then start from. */
export function goToBookmark(review: Review, bookmarks: Bookmarks, bookmark: Bookmark): void {
  bookmarks.currentId = bookmark.id;
  review.playback.pause();
  review.view.scrollTo(bookmark.startSample);
}

/** Bookmarks as the views of a recording draw them, numbered by time as the panel lists them. */
export function markedStretches(review: Review, bookmarks: Bookmarks): StretchMark[] {
  const { sampleRateHz, sampleCount } = review.view;
  return bookmarks.list.map((bookmark, index) => {
    const { id, startSample, durationS, note } = bookmark;
    const endSample = Math.min(startSample + durationS * sampleRateHz, sampleCount);
    const number = index + 1;
    const times = EDITING_TEXT.times(review.timeAt(startSample), review.timeAt(endSample));
    return {
      id,
      startSample,
      endSample,
      label: EDITING_TEXT.markLabel(number, note),
      name: EDITING_TEXT.markName(number, times, note),
      isCurrent: id === bookmarks.currentId,
      goTo: () => {
        goToBookmark(review, bookmarks, bookmark);
      },
    };
  });
}
