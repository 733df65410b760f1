import { protocol } from 'electron';

/** Everything the window may load comes from this scheme: the bundle and the data routes. */
export const SCHEME = 'ectopy';
export const APP_ORIGIN = `${SCHEME}://app`;
export const DATA_ORIGIN = `${SCHEME}://data`;

/** Must run before `app` is ready (Electron security checklist, item 18). */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
    },
  ]);
}

/** Scheme and host of an address, or "" when it is none; URL.origin is opaque for own schemes. */
export function originOf(address: string): string {
  try {
    const { protocol: scheme, host } = new URL(address);
    return `${scheme}//${host}`;
  } catch {
    return '';
  }
}
