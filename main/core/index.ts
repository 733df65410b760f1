import type { CoreStart, ToCoreMessage } from '../process/core-protocol.ts';
import { AppError, serializeError } from '../../app/domain/app-error.ts';
import type { Core } from './core.ts';
import { openCorePort } from './port.ts';

/** Entry of the core process. All the work is in `core.ts`; this connects it to Electron main. */

/** better-sqlite3 13 aborts the whole process where it is older, so it is loaded after a look. */
const NEEDED_NODE_API = 10;

const port = openCorePort();
let core: Core | null = null;
let closing: Promise<void> | undefined;

port.onMessage(receive);
port.onDisconnect(() => {
  void stop();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    void stop();
  });
}

const argument = process.argv[2];
if (argument !== undefined) void start(JSON.parse(argument) as CoreStart);

function assertNodeApi(): void {
  const version = Number(process.versions['napi']);
  if (version >= NEEDED_NODE_API) return;
  throw new AppError(
    'core-unavailable',
    `The record store needs Node-API ${NEEDED_NODE_API}; this runtime has ${version}.`,
    { remedy: 'Use the official Electron runtime, or Node 24 beside this one.' },
  );
}

async function start(options: CoreStart): Promise<void> {
  try {
    assertNodeApi();
    const { createCore } = await import('./core.ts');
    core = createCore({
      ...options,
      emit: (event) => {
        port.post({ type: 'event', ...event });
      },
      log: (level, message) => {
        port.post({ type: 'log', level, message });
      },
    });
    port.post({ type: 'ready' });
  } catch (error) {
    port.post({ type: 'failed', error: serializeError(error) });
    // The exit waits for the message: an exit at once could overtake it.
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 200);
  }
}

function receive(message: ToCoreMessage): void {
  switch (message.type) {
    case 'start':
      void start(message.start);
      break;
    case 'request':
      void core?.request(message.channel, message.params).then((reply) => {
        port.post({ type: 'reply', id: message.id, reply });
      });
      break;
    case 'binary':
      void core?.binary(message.route, message.params).then((reply) => {
        port.post({ type: 'reply', id: message.id, reply });
      });
      break;
    case 'shutdown':
      void stop();
      break;
  }
}

/** May be asked for twice, by a message and by a signal; the process ends once all is closed. */
async function stop(): Promise<void> {
  closing ??= core?.close();
  core = null;
  await closing;
  process.exit(0);
}
