import { isRecordingView, isViewName, type ViewName } from './views.ts';

/** Where the window is kept for the next start, in the page's own storage. */
const STORAGE_KEY = 'ectopy:place';

/** Which view is shown and which recording is under review. */
export class Navigation {
  view = $state<ViewName>('library');
  recordingId = $state<string | null>(null);
  /** The beat that the review view is to show when it opens; it takes it and forgets it. */
  beatId = $state<number | null>(null);
  /** Counts moves, so that a job that ends late does not carry the reader away from other work. */
  moves = 0;

  /** Takes up the place where the last session ended. */
  static restored(storage: Storage): Navigation {
    const navigation = new Navigation();
    try {
      const place: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? 'null');
      if (typeof place === 'object' && place !== null) {
        if ('view' in place && isViewName(place.view)) navigation.view = place.view;
        if ('recordingId' in place && typeof place.recordingId === 'string') {
          navigation.recordingId = place.recordingId;
        }
      }
    } catch {
      // An unreadable place is no place: start in the library.
    }
    return navigation;
  }

  keep(storage: Storage): void {
    storage.setItem(
      STORAGE_KEY,
      JSON.stringify({ view: this.view, recordingId: this.recordingId }),
    );
  }

  go(view: ViewName): void {
    if (view === this.view) return;
    this.moves += 1;
    this.view = view;
  }

  open(recordingId: string, beatId: number | null = null): void {
    this.moves += 1;
    this.beatId = beatId;
    this.recordingId = recordingId;
    this.view = 'review';
  }

  /** Forgets a recording that is no longer in the library. */
  close(): void {
    this.recordingId = null;
    if (isRecordingView(this.view)) this.view = 'library';
  }
}
