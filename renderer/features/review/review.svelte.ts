import { decodeBeatColumns } from '../../../app/contract/beat-columns.ts';
import { decodeSampleWindow } from '../../../app/contract/samples.ts';
import type { DisclosureView } from '../../../app/contract/display.ts';
import type { ReadingIdentity, RecordingDetail, ViewState } from '../../../app/contract/schemas.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { call, fetchBinary } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';
import { FrameLoop, StripView, WindowLoader } from '../../plot/index.ts';
import { Calipers } from '../calipers/index.ts';
import { BeatList } from './beat-list.svelte.ts';
import { BeatRange } from './beat-range.svelte.ts';
import { BeatSelection } from './beat-selection.svelte.ts';
import { Correction } from './correction.svelte.ts';
import { drawnMillivolts } from './drawn-signal.ts';
import type { Span } from '../../../app/domain/regions.ts';
import type { Episode } from './episodes.ts';
import { editChannelOf } from './edit-channel.ts';
import { EditQueue } from './edit-queue.svelte.ts';
import { Playback } from './playback.svelte.ts';
import { formatTime, type TimeDisplay } from '../../../app/text/recording-time.ts';
import { READERS_TEXT } from '../../text/readers.ts';
import { REVIEW_TEXT } from '../../text/review.ts';
import { NOTHING_LEFT_OUT, type LeftOut } from './left-out.ts';
import { LookQueue } from './look-queue.svelte.ts';
import { QueueWalk } from './queue-walk.svelte.ts';
import { ReferenceReading } from './reference-reading.svelte.ts';
import type { StretchMark } from './stretch-mark.ts';
import { StripDisplay } from './strip-display.svelte.ts';

export type SidePanelName = 'beat' | 'signal' | 'history' | 'bookmarks';

/** How long a passing message stays. */
const MESSAGE_MS = 4000;

/** One recording under review: everything that the view shows and what can be done with it. */
export class Review {
  recording: RecordingDetail;
  /** Which reading is open, and whether its signature holds: told after every save. */
  reading: ReadingIdentity;
  readonly view: StripView;
  readonly frames = new FrameLoop();
  readonly loader: WindowLoader;
  readonly beats = new BeatList();
  readonly selection: BeatSelection;
  readonly edits: EditQueue;
  readonly correction: Correction;
  readonly range: BeatRange;
  readonly calipers: Calipers;
  readonly playback: Playback;
  readonly reference: ReferenceReading;
  readonly queue: LookQueue;
  readonly walk: QueueWalk;
  readonly display = new StripDisplay(() => {
    this.loader.forget();
    this.calipers.readAgain();
  });

  /** The sample under the pointer, or null when the pointer is not over the strips. */
  hoverSample = $state<number | null>(null);
  showRr = $state(true);
  hiddenLeads = $state.raw<readonly number[]>([]);
  disclosure = $state.raw<DisclosureView>({ rowSeconds: 60, lead: 0, mmPerMv: 4 });
  /** Events of the recording, named and marked in all its views; set by whoever finds them. */
  episodes = $state.raw<readonly Episode[]>([]);
  /** Stretches that the reader bookmarked, by time; set by whoever keeps them. */
  bookmarks = $state.raw<readonly StretchMark[]>([]);
  /** The stretch that the strips point out: an event in hand, say. */
  pointedOut = $state.raw<Span | null>(null);
  showInspector = $state(true);
  /** What is left out of the analysis, drawn hatched; set by whoever keeps account of it. */
  leftOut = $state.raw<LeftOut>(NOTHING_LEFT_OUT);
  /** What the panel beside the strips shows. */
  sidePanel = $state<SidePanelName>('beat');
  /** A key asked for the side panel, which takes the focus once and forgets this. */
  sidePanelIsCalled = $state(false);
  showJump = $state(false);
  timeDisplay = $state<TimeDisplay>('elapsed');
  /** Said in passing; also what a screen reader hears. */
  message = $state('');
  /** Counts up when samples are to be read again that could not be read. */
  sampleReadings = $state(0);
  /** The strips could not read their samples. */
  sampleProblem = $state.raw<AppError | null>(null);
  /** The beats could not be read again. */
  beatProblem = $state.raw<AppError | null>(null);

  readonly viewState: ViewState = $derived.by(() => ({
    startSample: this.view.startSample,
    mmPerSecond: this.view.mmPerSecond,
    mmPerMv: this.view.mmPerMv,
    selectedBeatId: this.selection.beatId,
    filter: this.selection.storedFilter,
    showRr: this.showRr,
    hiddenLeads: [...this.hiddenLeads],
    leadGains: [...this.display.leadGains],
    displayFilter: this.display.filter,
    disclosure: this.disclosure,
  }));

  /** Another reading, or a signed version of one, has another: what is shown of it is read anew. */
  readonly openKey = $derived.by(() => `${this.reading.id} ${this.reading.version?.id ?? ''}`);

  #messageTimer = 0;
  #stale = false;
  #reloading = false;

  private constructor(recording: RecordingDetail) {
    this.recording = $state.raw(recording);
    this.reading = $state.raw(recording.reading);
    const recordingId = recording.id;
    this.view = new StripView(recording);
    this.loader = new WindowLoader({
      sampleCount: recording.sampleCount,
      fetchWindow: async (startSample, endSample, columns, signal) => {
        const { query } = this.display;
        const params = { recordingId, startSample, endSample, columns, ...query };
        return decodeSampleWindow(await fetchBinary('samples', params, signal));
      },
      onLoaded: () => {
        this.frames.request();
      },
      onFailed: (error) => {
        this.sampleProblem = asAppError(error);
      },
    });
    this.selection = new BeatSelection(this.beats, this.view);
    const say = (message: string): void => {
      this.say(message);
    };
    this.edits = new EditQueue(this.beats, editChannelOf(recordingId), say);
    this.queue = new LookQueue(recordingId, this.beats, localStorage);
    this.walk = new QueueWalk({ queue: this.queue, selection: this.selection, say });
    this.correction = new Correction({
      beats: this.beats,
      selection: this.selection,
      edits: this.edits,
      walk: this.walk,
      view: this.view,
      snap: async (sample) => (await call('beats:snap', { recordingId, sample })).sample,
      say,
    });
    this.range = new BeatRange({
      beats: this.beats,
      selection: this.selection,
      correction: this.correction,
      view: this.view,
      say,
    });
    this.calipers = new Calipers({
      sampleRateHz: recording.sampleRateHz,
      sampleCount: recording.sampleCount,
      read: (sample) => drawnMillivolts(this.recording, this.display, sample),
    });
    this.playback = new Playback(this.view, this.frames, {
      prefersLessMotion: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      isWaiting: () => {
        const { startSample, endSample, samplesPerPixel } = this.view;
        const perColumn = samplesPerPixel / window.devicePixelRatio;
        return this.loader.isWaiting(startSample, endSample, perColumn);
      },
    });
    this.reference = new ReferenceReading(recordingId, recording.sampleRateHz, this.beats);
    this.#take(recording);
    if (recording.viewState !== null) this.#restore(recording.viewState);
  }

  /** Opens a recording where its reader left it. Throws AppError. */
  static async open(recordingId: string): Promise<Review> {
    const [recording, beats] = await Promise.all([
      call('recordings:open', { recordingId }),
      fetchBinary('beats', { recordingId }),
    ]);
    if (recording.sampleCount === 0 || recording.status === 'importing') {
      throw new AppError('conflict', REVIEW_TEXT.stillImporting(recording.name), {
        remedy: REVIEW_TEXT.stillImportingRemedy,
      });
    }
    const review = new Review(recording);
    review.beats.replace(decodeBeatColumns(beats));
    const [loaded] = recording.references;
    if (loaded !== undefined) void review.reference.show(loaded, true);
    return review;
  }

  /**
   * The recording changed under the view (analysed again, a reference loaded): reads it anew, and
   * moves neither window, nor selection, nor filter. Calls while one is under way become one more.
   */
  async reload(): Promise<void> {
    this.#stale = true;
    if (this.#reloading) return;
    this.#reloading = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        await this.#readAgain();
      }
      this.beatProblem = null;
      this.reference.readingChanged();
    } catch (error) {
      this.beatProblem = asAppError(error);
    } finally {
      this.#reloading = false;
    }
  }

  /** Time of a sample as the reader chose to see it. */
  timeAt(sample: number, options?: { tenths?: boolean }): string {
    const { sampleRateHz, startTime } = this.recording;
    return formatTime(sample / sampleRateHz, this.timeDisplay, startTime, options);
  }

  say(message: string): void {
    window.clearTimeout(this.#messageTimer);
    this.message = message;
    this.#messageTimer = window.setTimeout(() => {
      this.message = '';
    }, MESSAGE_MS);
  }

  /** Shows or hides a lead; the last one stays. */
  toggleLead(lead: number): void {
    const hidden = this.hiddenLeads.includes(lead)
      ? this.hiddenLeads.filter((other) => other !== lead)
      : [...this.hiddenLeads, lead];
    if (hidden.length < this.recording.leads.length) this.hiddenLeads = hidden;
  }

  /** Shows a side panel and gives it the focus. */
  showSide(panel: SidePanelName): void {
    this.showInspector = true;
    this.sidePanel = panel;
    this.sidePanelIsCalled = true;
  }

  /** Changes the paper speed around the selected beat, or else the middle of the window. */
  setSpeed(mmPerSecond: number): void {
    this.view.setSpeed(mmPerSecond, this.selection.visibleBeat?.sample);
  }

  /** Asks again for samples that could not be read. */
  retrySamples(): void {
    this.sampleProblem = null;
    this.sampleReadings += 1;
    this.loader.retry();
  }

  dispose(): void {
    window.clearTimeout(this.#messageTimer);
    this.playback.pause();
    this.reference.hide();
    this.loader.dispose();
    this.frames.stop();
  }

  async #readAgain(): Promise<void> {
    const recordingId = this.recording.id;
    await this.edits.settled();
    const { requests } = this.edits;
    const [recording, beats] = await Promise.all([
      call('recordings:open', { recordingId }),
      fetchBinary('beats', { recordingId }),
    ]);
    if (this.edits.requests !== requests) {
      // An edit went out meanwhile: what was read may be older than what is shown.
      this.#stale = true;
      return;
    }
    this.#take(recording);
    this.beats.replace(decodeBeatColumns(beats));
  }

  #take(recording: RecordingDetail): void {
    this.recording = recording;
    this.reading = recording.reading;
    const { version } = recording.reading;
    this.edits.refusal = version === null ? null : READERS_TEXT.readOnly(version.number);
    this.edits.canUndo = recording.canUndo;
    this.edits.canRedo = recording.canRedo;
    this.edits.savedAt = recording.lastSavedAt;
    this.reference.available = recording.annotators;
    // A blinded reading knows no references; one may have been shown for the reading before.
    if (recording.annotators.length === 0) this.reference.hide();
  }

  #restore(state: ViewState): void {
    this.view.mmPerSecond = state.mmPerSecond;
    this.view.mmPerMv = state.mmPerMv;
    this.view.scrollTo(state.startSample);
    this.selection.beatId = state.selectedBeatId;
    this.selection.filter = state.filter;
    this.showRr = state.showRr;
    this.hiddenLeads = state.hiddenLeads;
    this.display.leadGains = state.leadGains;
    this.display.filter = state.displayFilter;
    this.disclosure = state.disclosure;
  }
}
