import { app, type Session } from 'electron';
import { SCHEME } from '../protocol/scheme.ts';

/** Schemes that never leave the machine; `devtools:` only exists when a developer opens it. */
const LOCAL_SCHEMES: ReadonlySet<string> = new Set([`${SCHEME}:`, 'devtools:', 'blob:', 'data:']);

/** Switches that must be set before `app` is ready: no name is ever resolved. */
export function switchOffNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('no-pings');
}

/** Patient data never leaves the machine: any request but to our own scheme is cancelled. */
export function blockNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    let scheme = '';
    try {
      scheme = new URL(details.url).protocol;
    } catch {
      // An address that cannot be parsed is not ours.
    }
    callback({ cancel: !LOCAL_SCHEMES.has(scheme) });
  });
  // Files are read by the core alone; requests for them do not pass through onBeforeRequest.
  session.protocol.handle('file', () => Response.error());
}
