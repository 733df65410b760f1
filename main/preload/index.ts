import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { createBridge } from '../../app/contract/bridge.ts';

/**
 * Runs sandboxed and does nothing but forward: one function per channel of the contract, and
 * events without Electron's event object (security checklist, item 20).
 */
contextBridge.exposeInMainWorld(
  'ectopy',
  createBridge({
    invoke: (channel, params) => ipcRenderer.invoke(channel, params),
    subscribe: (event, listener) => {
      const forward = (_event: unknown, payload: unknown): void => {
        listener(payload);
      };
      ipcRenderer.on(event, forward);
      return () => {
        ipcRenderer.off(event, forward);
      };
    },
    pathOfFile: (file) =>
      webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
  }),
);
