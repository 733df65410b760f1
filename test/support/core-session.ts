import type { BeatColumns } from '../../app/contract/beat-columns.ts';
import { decodeBeatColumns } from '../../app/contract/beat-columns.ts';
import type {
  BinaryParams,
  CoreBinaryRoute,
  ChannelParams,
  ChannelResult,
  CoreChannelName,
} from '../../app/contract/channels.ts';
import type { Job, RecordingDetail } from '../../app/contract/schemas.ts';
import { deserializeError } from '../../app/domain/app-error.ts';
import { createCore } from '../../main/core/core.ts';
import type { Core } from '../../main/core/core.ts';
import type { CoreEvent, CoreStart } from '../../main/process/core-protocol.ts';

/** A core in this process, as a test drives it: errors are thrown, jobs are awaited. */
export class CoreSession {
  readonly events: CoreEvent[] = [];
  readonly #core: Core;
  readonly #listeners = new Set<() => void>();

  constructor(start: CoreStart) {
    this.#core = createCore({
      ...start,
      emit: (event) => {
        this.events.push(event);
        for (const listener of this.#listeners) listener();
      },
    });
  }

  async request<Name extends CoreChannelName>(
    channel: Name,
    params: ChannelParams<Name>,
  ): Promise<ChannelResult<Name>> {
    const reply = await this.#core.request(channel, params);
    if (!reply.ok) throw deserializeError(reply.error);
    return reply.value;
  }

  async beats(recordingId: string): Promise<BeatColumns> {
    return decodeBeatColumns(await this.binary('beats', { recordingId }));
  }

  async binary<Route extends CoreBinaryRoute>(
    route: Route,
    params: BinaryParams<Route>,
  ): Promise<ArrayBuffer> {
    const reply = await this.#core.binary(route, params);
    if (!reply.ok) throw deserializeError(reply.error);
    return reply.value.buffer as ArrayBuffer;
  }

  /** Resolves as soon as an event fits, one that was emitted already included. */
  when(fits: (event: CoreEvent) => boolean): Promise<CoreEvent> {
    return new Promise((resolve) => {
      const look = (): void => {
        const event = this.events.find(fits);
        if (event === undefined) return;
        this.#listeners.delete(look);
        resolve(event);
      };
      this.#listeners.add(look);
      look();
    });
  }

  /** Waits until a job has ended, however it did. */
  async ended(jobId: string): Promise<Job> {
    const event = await this.when(
      ({ name, payload }) =>
        name === 'job:changed' && payload.id === jobId && payload.state !== 'running',
    );
    return event.payload as Job;
  }

  /** Waits until no job waits or runs. */
  async idle(): Promise<void> {
    for (;;) {
      const running = (await this.request('jobs:list', {})).find(
        ({ state }) => state === 'running',
      );
      if (running === undefined) return;
      await this.ended(running.id);
    }
  }

  /** Makes a demo recording and waits for the end of its analysis. */
  async demo(options: { hours: number; seed: number }): Promise<RecordingDetail> {
    const { jobId } = await this.request('recordings:create-demo', options);
    const { recordingId, error } = await this.ended(jobId);
    if (error !== null || recordingId === null) throw new Error(error ?? 'no recording');
    return this.request('recordings:open', { recordingId });
  }

  close(): Promise<void> {
    return this.#core.close();
  }
}
