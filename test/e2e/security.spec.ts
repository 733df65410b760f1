import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'playwright/test';
import type { Bridge } from '../../app/contract/bridge.ts';
import { CHANNEL_NAMES } from '../../app/contract/channels.ts';
import { resolveElectron } from '../../main/launch/electron-runtime.mjs';
import {
  launchApp,
  launchArguments,
  removeProfile,
  type RunningApp,
} from '../support/app-driver.ts';

/** Electron's security checklist, each row an assertion in the running app. */

let app: RunningApp;

test.beforeAll(async () => {
  app = await launchApp();
});

test.afterAll(async () => {
  await app.close();
  removeProfile(app.profile);
});

test('items 2-4, 6, 8-10: isolated, sandboxed, no Node, no webview, web security on', async () => {
  const preferences = await app.application.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    contextIsolation: true,
    nodeIntegration: false,
    sandbox: true,
    webviewTag: false,
    webSecurity: true,
  });
  expect(preferences['allowRunningInsecureContent'] ?? false).toBe(false);
  expect(preferences['experimentalFeatures'] ?? false).toBe(false);
  const globals = await app.window.evaluate(() => ({
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
  }));
  expect(globals).toEqual({ require: 'undefined', process: 'undefined' });
});

test('item 20: the preload exposes the channels of the contract and nothing else', async () => {
  const exposed = await app.window.evaluate(() => {
    const bridge = Reflect.get(globalThis, 'ectopy') as { request: object };
    return { keys: Object.keys(bridge).sort(), channels: Object.keys(bridge.request).sort() };
  });
  expect(exposed.keys).toEqual(['on', 'pathOfFile', 'request']);
  expect(exposed.channels).toEqual([...CHANNEL_NAMES].sort());
});

test('items 7 and 18: own scheme, strict policy, inline code refused', async () => {
  expect(app.window.url()).toMatch(/^ectopy:\/\/app\//);
  const policy = await app.window.evaluate(async () => {
    const response = await fetch('/index.html');
    return response.headers.get('content-security-policy');
  });
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  const inlineRan = await app.window.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.inlineRan = true';
    document.head.append(script);
    return Reflect.get(globalThis, 'inlineRan') === true;
  });
  expect(inlineRan).toBe(false);
});

test('item 18: the scheme serves nothing outside the bundle', async () => {
  const statuses = await app.window.evaluate(async () => {
    const paths = [
      '/../main/index.js',
      '/%2e%2e/main/index.js',
      '/..%2f..%2fpackage.json',
      '/none',
    ];
    const responses = await Promise.all(paths.map((path) => fetch(`ectopy://app${path}`)));
    return responses.map((response) => response.status);
  });
  expect(statuses).toEqual([404, 404, 404, 404]);
});

test('item 5: permissions are denied', async () => {
  const states = await app.window.evaluate(async () => {
    const media = await navigator.mediaDevices
      .getUserMedia({ audio: true })
      .then(() => 'granted')
      .catch(() => 'denied');
    const geolocation = await navigator.permissions.query({ name: 'geolocation' });
    return [media, geolocation.state];
  });
  expect(states).toEqual(['denied', 'denied']);
});

test('items 11-14: no navigation away, no new windows, no webview', async () => {
  const before = app.window.url();
  await app.window.evaluate(() => {
    location.href = 'https://example.org/';
  });
  await app.window.evaluate(() => {
    location.href = 'file:///etc/passwd';
  });
  const opened = await app.window.evaluate(() => window.open('https://example.org/') === null);
  expect(opened).toBe(true);
  expect(app.window.url()).toBe(before);
  const count = await app.application.evaluate(({ BrowserWindow }) => {
    return BrowserWindow.getAllWindows().length;
  });
  expect(count).toBe(1);
});

test('no network at all: requests to other hosts and files are cancelled', async () => {
  const failures = await app.application.evaluate(async ({ net }) => {
    const tried = ['https://example.org/', 'http://127.0.0.1:9/', 'file:///etc/passwd'];
    return Promise.all(
      tried.map((address) =>
        net
          .fetch(address)
          .then(() => 'answered')
          .catch(() => 'refused'),
      ),
    );
  });
  expect(failures).toEqual(['refused', 'refused', 'refused']);
});

test('item 17: a request from another frame or with malformed parameters is refused', async () => {
  const malformed = await app.window.evaluate(() => {
    const bridge = Reflect.get(globalThis, 'ectopy') as {
      request: Record<string, (params: unknown) => Promise<unknown>>;
    };
    return bridge.request['recordings:open']?.({ recordingId: '../../etc' });
  });
  expect(malformed).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  const badData = await app.window.evaluate(async () => {
    const response = await fetch('ectopy://data/samples?recordingId=x&startSample=NaN');
    return { status: response.status, body: (await response.json()) as unknown };
  });
  expect(badData).toMatchObject({ status: 400, body: { code: 'bad-request' } });
});

test('the core runs in a process of its own', async () => {
  const info = await app.window.evaluate(() => {
    const bridge = Reflect.get(globalThis, 'ectopy') as {
      request: Record<string, (params: unknown) => Promise<{ value: unknown }>>;
    };
    return bridge.request['app:info']?.({});
  });
  expect(info?.value).toMatchObject({ coreState: 'running', coreError: null });
});

test('a second instance hands its file over and ends', async () => {
  const { executable } = await resolveElectron();
  const handedOver = app.window.evaluate(
    () =>
      new Promise((resolve) => {
        const bridge = Reflect.get(globalThis, 'ectopy') as Bridge;
        bridge.on('app:open-file', resolve);
      }),
  );
  const second = spawn(executable, launchArguments(app.profile, ['/recordings/208.hea']));
  const [code] = (await once(second, 'exit')) as [number];
  expect(code).toBe(0);
  expect(await handedOver).toEqual({ path: '/recordings/208.hea' });
});
