import type { Reply } from '../../app/contract/bridge.ts';
import type {
  ChannelResult,
  CoreBinaryRoute,
  CoreChannelName,
  Handlers,
} from '../../app/contract/channels.ts';
import { OpenFolders } from '../imports/open-folders.ts';
import { JobRegistry } from '../jobs/job-registry.ts';
import type { CoreEvent, CoreStart, LogLevel } from '../process/core-protocol.ts';
import { openStore } from '../store/store.ts';
import { showActiveModel } from './classify.ts';
import type { CoreContext } from './context.ts';
import { answerBinary, answerRequest } from './dispatch.ts';
import { beatHandlers } from './handlers/beats.ts';
import { binaryHandlers } from './handlers/binary.ts';
import { editingHandlers } from './handlers/editing.ts';
import { eventHandlers } from './handlers/events.ts';
import { groupHandlers } from './handlers/groups.ts';
import { interpretationHandlers } from './handlers/interpretation.ts';
import { jobHandlers } from './handlers/jobs.ts';
import { modelExchangeHandlers } from './handlers/model-exchange.ts';
import { modelHandlers } from './handlers/models.ts';
import { protocolRunHandlers } from './handlers/protocol-runs.ts';
import { qualityHandlers } from './handlers/quality.ts';
import { readingHandlers } from './handlers/readings.ts';
import { recordingRoleHandlers } from './handlers/recording-roles.ts';
import { recordingHandlers } from './handlers/recordings.ts';
import { referenceHandlers } from './handlers/references.ts';
import { reportHandlers } from './handlers/report.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { trainingHandlers } from './handlers/training.ts';
import { trendHandlers } from './handlers/trends.ts';
import { LaidOutReport } from './laid-out-report.ts';
import { LibraryFolders } from './library-folders.ts';
import { registerShippedModels } from './model-registry.ts';
import { OpenReadings } from './open-readings.ts';
import { tellReadingStatus } from './reading-status.ts';
import { recover } from './recover.ts';

export interface CoreOptions extends CoreStart {
  readonly emit: (event: CoreEvent) => void;
  readonly log?: (level: LogLevel, message: string) => void;
}

/** The whole of Ectopy behind its windows: used by the core process, the command line and tests. */
export interface Core {
  request<Name extends CoreChannelName>(
    channel: Name,
    params: unknown,
  ): Promise<Reply<ChannelResult<Name>>>;
  /** The value has its buffer to itself. */
  binary(route: CoreBinaryRoute, params: unknown): Promise<Reply<Uint8Array>>;
  /** Ends all jobs (imports and training become `interrupted`), checkpoints and closes the library. */
  close(): Promise<void>;
}

/**
 * Opens a library, puts in order what a crash left in it, and takes up its unfinished analyses.
 * @throws AppError library-locked, database-newer, database-damaged, disk-full, forbidden
 */
export function createCore(options: CoreOptions): Core {
  const { emit, log = () => undefined } = options;
  const store = openStore(options.libraryFolder);
  const folders = new LibraryFolders(options);
  const context: CoreContext = {
    store,
    folders,
    readings: new OpenReadings(store),
    openFolders: new OpenFolders(options.libraryFolder),
    jobs: new JobRegistry((job) => {
      emit({ name: 'job:changed', payload: job });
    }),
    emit,
    log,
  };
  try {
    registerShippedModels(context);
    recover(context);
    showActiveModel(context);
  } catch (error) {
    store.close();
    throw store.describeError(error);
  }

  const laidOutReport = new LaidOutReport();
  const handlers: Handlers<CoreChannelName> = {
    ...recordingHandlers(context),
    ...recordingRoleHandlers(context),
    ...beatHandlers(context),
    ...editingHandlers(context),
    ...readingHandlers(context),
    ...qualityHandlers(context),
    ...referenceHandlers(context),
    ...eventHandlers(context),
    ...groupHandlers(context),
    ...trendHandlers(context),
    ...modelHandlers(context),
    ...modelExchangeHandlers(context),
    ...trainingHandlers(context),
    ...protocolRunHandlers(context),
    ...interpretationHandlers(context),
    ...jobHandlers(context),
    ...reportHandlers(context, laidOutReport),
    ...settingsHandlers(context),
  };
  const binary = binaryHandlers(context, laidOutReport);
  const describeError = store.describeError;
  return {
    request: async (channel, params) => {
      const reply = await answerRequest({ handlers, describeError }, channel, params);
      if (reply.ok) tellReadingStatus(context, channel, params);
      return reply;
    },
    binary: (route, params) => answerBinary({ handlers: binary, describeError }, route, params),
    close: async () => {
      await context.jobs.close();
      context.openFolders.closeAll();
      store.close();
    },
  };
}
