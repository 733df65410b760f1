import type { ChannelParams, ChannelResult, CoreChannelName } from '../../app/contract/channels.ts';
import type { SignedVersion } from '../../app/contract/readings.ts';
import type { EditRequest, ReadingIdentity } from '../../app/contract/schemas.ts';
import type { BeatClass } from '../../app/domain/beat-class.ts';
import type { RegionVerdict } from '../../app/domain/reader-regions.ts';
import { openStore, type Store } from '../../main/store/store.ts';
import { CoreSession } from './core-session.ts';
import { evenBeats, storeModel, storePredictions, storeRecording } from './stored-recording.ts';
import { temporaryFolder } from './temporary-folder.ts';

const BEATS = evenBeats(60);
const recordingId = 'rec-1';

/** A request about the one recording. */
type About<Name extends CoreChannelName> = Omit<ChannelParams<Name>, 'recordingId'>;

/**
 * A library with one classified recording of 60 beats, every tenth of them V, that several readers
 * read, one after the other.
 */
export class ReadingSession {
  readonly libraryFolder = temporaryFolder();
  #core: CoreSession;

  constructor() {
    this.inStore((store) => {
      storeModel(store);
      const { key } = storeRecording(store, { beats: BEATS });
      storePredictions(store, key, BEATS, { classOf: (index) => (index % 10 === 9 ? 2 : 0) });
    });
    this.#core = this.#start();
  }

  get events(): CoreSession['events'] {
    return this.#core.events;
  }

  /** Works on the database while no core has it. */
  inStore(work: (store: Store) => void): void {
    const store = openStore(this.libraryFolder);
    work(store);
    store.close();
  }

  /** Ends the core, and starts another on the same library. */
  async restart(meanwhile: (store: Store) => void = () => undefined): Promise<void> {
    await this.#core.close();
    this.inStore(meanwhile);
    this.#core = this.#start();
  }

  close(): Promise<void> {
    return this.#core.close();
  }

  request<Name extends CoreChannelName>(
    channel: Name,
    params: ChannelParams<Name>,
  ): Promise<ChannelResult<Name>> {
    return this.#core.request(channel, params);
  }

  /** The same about the recording. */
  ask<Name extends CoreChannelName>(
    channel: Name,
    ...[about]: object extends About<Name> ? [about?: About<Name>] : [about: About<Name>]
  ): Promise<ChannelResult<Name>> {
    return this.#core.request(channel, { recordingId, ...about });
  }

  beats(): ReturnType<CoreSession['beats']> {
    return this.#core.beats(recordingId);
  }

  idle(): Promise<void> {
    return this.#core.idle();
  }

  async as(reader: string): Promise<void> {
    await this.request('settings:set', { settings: { reader } });
  }

  async edit(...edits: EditRequest[]): Promise<void> {
    await this.ask('edits:append', { edits });
  }

  async mark(
    startSample: number,
    endSample: number,
    mark: RegionVerdict = 'exclude',
    lead: number | null = null,
  ): Promise<void> {
    await this.ask('quality:mark', { lead, mark, startSample, endSample });
  }

  async conclude(conclusion: string): Promise<void> {
    const form = await this.ask('report:form');
    await this.ask('report:save-form', { form: { ...form, conclusion } });
  }

  sign(): Promise<SignedVersion> {
    return this.ask('readings:sign');
  }

  async reading(): Promise<ReadingIdentity> {
    return (await this.ask('recordings:open')).reading;
  }

  async classOf(beatId: number): Promise<BeatClass> {
    return (await this.ask('beats:detail', { beatId })).beatClass;
  }

  #start(): CoreSession {
    const { libraryFolder } = this;
    return new CoreSession({ libraryFolder, resourcesFolder: temporaryFolder() });
  }
}

export function relabel(beatId: number, beatClass: BeatClass): EditRequest {
  return { kind: 'relabel', beatId, beatClass };
}

/** Ada reads first, Ben second; both sign. */
export async function bothReadings(session: ReadingSession): Promise<void> {
  await session.as('Ada');
  await session.edit(relabel(1, 'V'), relabel(2, 'S'), { kind: 'delete', beatId: 6 });
  await session.edit({ kind: 'insert', sample: 3070, beatClass: 'V' });
  await session.sign();
  await session.as('Ben');
  await session.ask('readings:begin-second');
  await session.edit(relabel(1, 'V'), relabel(2, 'F'), relabel(3, 'S'), relabel(20, 'N'));
  await session.sign();
}
