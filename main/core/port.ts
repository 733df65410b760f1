import type { FromCoreMessage, ToCoreMessage } from '../process/core-protocol.ts';

/** The core's line to Electron main, whichever kind of process the core is. */
export interface CorePort {
  post(message: FromCoreMessage): void;
  onMessage(listener: (message: ToCoreMessage) => void): void;
  /** The other side is gone: nobody will ask for anything again. */
  onDisconnect(listener: () => void): void;
}

/** Electron's `process.parentPort`, there in a utility process only. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/**
 * Opens the line that this process was started with.
 * @throws Error when the process was started by hand, with no line at all.
 */
export function openCorePort(): CorePort {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort !== undefined) return utilityProcessPort(parentPort);
  if (process.send !== undefined) return nodeChildPort();
  throw new Error('The core is started by Ectopy, as a utility process or a forked Node process.');
}

function utilityProcessPort(parentPort: ParentPort): CorePort {
  return {
    post: (message) => {
      parentPort.postMessage(message);
    },
    onMessage: (listener) => {
      parentPort.on('message', ({ data }) => {
        listener(data as ToCoreMessage);
      });
    },
    // Chromium ends a utility process together with the browser process.
    onDisconnect: () => undefined,
  };
}

function nodeChildPort(): CorePort {
  return {
    post: (message) => {
      // A closed line is reported by 'disconnect'; the reply itself has nobody left to read it.
      if (process.connected) process.send?.(message, () => undefined);
    },
    onMessage: (listener) => {
      process.on('message', (message) => {
        listener(message as ToCoreMessage);
      });
    },
    onDisconnect: (listener) => {
      process.on('disconnect', listener);
    },
  };
}
