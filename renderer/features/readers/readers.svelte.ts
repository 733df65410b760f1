import type { AgreementReport, Readings, SignedVersion } from '../../../app/contract/readings.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call } from '../../bridge/bridge.ts';
import { problemOf } from '../../bridge/problem.ts';
import type { Review } from '../review/index.ts';

/** A beat that a reading has otherwise than one of its signed versions. */
export interface ChangedBeat {
  readonly sample: number;
  readonly signed: string | null;
  readonly present: string | null;
  readonly moved: boolean;
}

interface VersionChanges {
  readonly version: SignedVersion;
  readonly beats: readonly ChangedBeat[];
}

/** The readings of the open recording: which there are, what may be done with them, how they agree. */
export class Readers {
  list = $state.raw<Readings | null>(null);
  agreement = $state.raw<AgreementReport | null>(null);
  changes = $state.raw<VersionChanges | null>(null);
  problem = $state.raw<AppError | null>(null);
  /** Something that was asked for is under way. */
  busy = $state(false);
  /** What was last written to a file. */
  writtenPath = $state<string | null>(null);

  readonly adjudicated = $derived(
    this.list?.readings.findLast(({ kind }) => kind === 'adjudicated') ?? null,
  );
  readonly open = $derived(this.list?.readings.find(({ isOpen }) => isOpen) ?? null);

  readonly #recordingId: string;
  readonly #review: Review;
  readonly #setReader: (reader: string) => void;

  constructor(review: Review, setReader: (reader: string) => void) {
    this.#review = review;
    this.#recordingId = review.recording.id;
    this.#setReader = setReader;
  }

  async load(): Promise<void> {
    const recordingId = this.#recordingId;
    this.problem = await problemOf(async () => {
      this.list = await call('readings:list', { recordingId });
      this.agreement =
        this.list.agreementRefused === null
          ? await call('readings:agreement', { recordingId })
          : null;
    });
  }

  openReading(readingId: string): Promise<boolean> {
    return this.#do(() => call('readings:open', { recordingId: this.#recordingId, readingId }));
  }

  /** Opens a reading as it was signed, in all views of the recording. */
  openVersion({ id: versionId }: SignedVersion): Promise<boolean> {
    return this.#do(() =>
      call('readings:open-version', { recordingId: this.#recordingId, versionId }),
    );
  }

  /** Takes over as another reader, whose reading then opens. */
  continueAs(reader: string, readingId: string): Promise<boolean> {
    return this.#do(async () => {
      await this.#become(reader);
      await call('readings:open', { recordingId: this.#recordingId, readingId });
    });
  }

  /** Why it was refused, which its form shows; null: begun. */
  beginSecond(reader: string): Promise<string | null> {
    return this.#inName(() =>
      call('readings:begin-second', { recordingId: this.#recordingId, reader }),
    );
  }

  /** Why it was refused, which its form shows; null: begun. */
  beginAdjudication(reader: string): Promise<string | null> {
    return this.#inName(() =>
      call('readings:begin-adjudication', { recordingId: this.#recordingId, reader }),
    );
  }

  /** In the name of the present reader. */
  async sign(): Promise<SignedVersion | null> {
    let signed: SignedVersion | null = null;
    await this.#do(async () => {
      signed = await call('readings:sign', { recordingId: this.#recordingId });
    });
    return signed;
  }

  /** Why it was refused; null: signed in this name, which is the present reader's from then on. */
  signAs(reader: string): Promise<string | null> {
    return this.#inName(() => call('readings:sign', { recordingId: this.#recordingId, reader }));
  }

  async showChanges(version: SignedVersion): Promise<void> {
    if (this.changes?.version.id === version.id) {
      this.changes = null;
      return;
    }
    await this.#do(async () => {
      const params = { recordingId: this.#recordingId, versionId: version.id };
      this.changes = { version, beats: await call('readings:changes', params) };
    });
  }

  async exportVersion({ id }: SignedVersion): Promise<void> {
    await this.#do(async () => {
      const { path: folder } = await call('app:pick-folder', {});
      if (folder === null) return;
      const params = { recordingId: this.#recordingId, versionId: id, folder };
      this.writtenPath = (await call('readings:export', params)).path;
    });
  }

  /** The name counts only if the work could be done in it. */
  async #inName(work: () => Promise<unknown>): Promise<string | null> {
    let refused: string | null = null;
    await this.#do(async () => {
      const problem = await problemOf(work);
      if (problem === null) this.#setReader((await call('settings:get', {})).reader);
      else refused = [problem.message, problem.remedy].filter(Boolean).join(' ');
    });
    return refused;
  }

  async #become(reader: string): Promise<void> {
    await call('settings:set', { settings: { reader } });
    this.#setReader(reader);
  }

  async #do(work: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.writtenPath = null;
    await this.#review.edits.settled();
    const problem = await problemOf(work);
    await this.load();
    this.problem = problem ?? this.problem;
    this.busy = false;
    return problem === null;
  }
}
