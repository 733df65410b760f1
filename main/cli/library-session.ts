import type { Reply } from '../../app/contract/bridge.ts';
import type {
  BinaryParams,
  CoreBinaryRoute,
  ChannelParams,
  ChannelResult,
  CoreChannelName,
} from '../../app/contract/channels.ts';
import type { Job, RecordingSummary } from '../../app/contract/schemas.ts';
import { AppError, deserializeError } from '../../app/domain/app-error.ts';
import { createCore } from '../core/core.ts';
import { resourcesFolder } from './places.ts';

/** A library opened in this process: the app's core without its window. */
export interface LibrarySession {
  /** @throws AppError what the core answers with */
  request<Name extends CoreChannelName>(
    channel: Name,
    params: ChannelParams<Name>,
  ): Promise<ChannelResult<Name>>;
  binary<Route extends CoreBinaryRoute>(
    route: Route,
    params: BinaryParams<Route>,
  ): Promise<Uint8Array>;
  /** Waits for the end of a job. @throws AppError when it was not done */
  jobEnd(jobId: string, onProgress: (job: Job) => void): Promise<void>;
  close(): Promise<void>;
}

/** Recordings that an error names, at most. */
const MOST_NAMED = 20;

/** @throws AppError library-locked when the app has the library open, and what else opening throws */
export function openLibrary(libraryFolder: string): LibrarySession {
  const listeners = new Set<(job: Job) => void>();
  const core = createCore({
    libraryFolder,
    resourcesFolder: resourcesFolder(),
    emit: (event) => {
      if (event.name !== 'job:changed') return;
      for (const listener of listeners) listener(event.payload);
    },
  });

  async function request<Name extends CoreChannelName>(
    channel: Name,
    params: ChannelParams<Name>,
  ): Promise<ChannelResult<Name>> {
    return unwrap(await core.request(channel, params));
  }

  return {
    request,
    binary: async (route, params) => unwrap(await core.binary(route, params)),
    async jobEnd(jobId, onProgress) {
      const { state, error } = await new Promise<Job>((resolve, reject) => {
        const listen = (job: Job): void => {
          if (job.id !== jobId) return;
          onProgress(job);
          if (job.state === 'running') return;
          listeners.delete(listen);
          resolve(job);
        };
        listeners.add(listen);
        // It may have ended before anybody listened.
        request('jobs:list', {}).then((jobs) => {
          for (const job of jobs) listen(job);
        }, reject);
      });
      if (state === 'done') return;
      throw new AppError(
        state === 'cancelled' ? 'cancelled' : 'internal',
        error ?? 'A job failed.',
      );
    },
    close: () => core.close(),
  };
}

/**
 * The recording of that name or id.
 * @throws AppError not-found, also when several have the name
 */
export async function recordingNamed(
  library: LibrarySession,
  wanted: string,
  libraryFolder: string,
): Promise<RecordingSummary> {
  const recordings = await library.request('recordings:list', {});
  const found = recordings.filter(({ id, name }) => id === wanted || name === wanted);
  const [recording] = found;
  if (recording !== undefined && found.length === 1) return recording;
  const others = (found.length > 1 ? found : recordings).slice(0, MOST_NAMED);
  throw new AppError(
    'not-found',
    found.length > 1
      ? `The library has ${found.length} recordings named "${wanted}".`
      : `The library has no recording "${wanted}".`,
    {
      file: libraryFolder,
      remedy:
        others.length === 0
          ? 'Import it first.'
          : `Give one of: ${others.map(({ id, name }) => `${name} (${id})`).join(', ')}.`,
    },
  );
}

function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw deserializeError(reply.error);
}
