import { parentPort, workerData } from 'node:worker_threads';
import { serializeError } from '../../app/domain/app-error.ts';
import { SampleWindows } from './sample-windows.ts';
import type { FromSignalMessage, ToSignalMessage } from './signal-messages.ts';

/** Entry of the signal thread: answers one request after the other. */

const port = parentPort;
if (port === null) throw new Error('This file is the entry of a worker thread.');
const windows = new SampleWindows(workerData as string);

port.on('message', (message: ToSignalMessage) => {
  if (message.type === 'close') {
    windows.close(message.recordingId);
    return;
  }
  const { id, params } = message;
  try {
    const bytes = windows.bytes(params);
    port.postMessage({ id, bytes } satisfies FromSignalMessage, [bytes.buffer]);
  } catch (error) {
    port.postMessage({ id, error: serializeError(error) } satisfies FromSignalMessage);
  }
});
