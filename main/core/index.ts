import type { CoreStart, ToCoreMessage } from '../process/core-protocol.ts';
import { serializeError } from '../../app/domain/app-error.ts';
import { createCore } from './core.ts';
import type { Core } from './core.ts';
import { openCorePort } from './port.ts';

/** Entry of the core process. All the work is in `core.ts`; this connects it to Electron main. */

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
if (argument !== undefined) start(JSON.parse(argument) as CoreStart);

function start(options: CoreStart): void {
  try {
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
      start(message.start);
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
