import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, utilityProcess } from 'electron';
import { AppError } from '../../app/domain/app-error.ts';

/** One running core process, whichever way it was started. */
export interface CoreProcess {
  post(message: unknown): void;
  /** Asks the operating system to end it at once; `onExit` follows. */
  kill(): void;
  readonly pid: number | undefined;
}

export interface CoreProcessEvents {
  onMessage(message: unknown): void;
  onExit(code: number | null): void;
}

export type CoreHost = 'utility-process' | 'node-child';

/** better-sqlite3 13 needs Node-API 10; older runtimes abort when they load it. */
const NEEDED_NODE_API = 10;

/**
 * How this runtime hosts the core. `ECTOPY_CORE_HOST` forces one of the two, for tests that
 * exercise the other start.
 */
export function chooseCoreHost(nodeApi = Number(process.versions['napi'] ?? 0)): CoreHost {
  const forced = process.env['ECTOPY_CORE_HOST'];
  if (forced === 'utility-process' || forced === 'node-child') return forced;
  return nodeApi >= NEEDED_NODE_API ? 'utility-process' : 'node-child';
}

/** Only what a Node process needs: no tokens, proxies or options of the user's shell. */
function minimalEnvironment(): Record<string, string> {
  const kept = [
    'PATH',
    'HOME',
    'USERPROFILE',
    'APPDATA',
    'TMPDIR',
    'TEMP',
    'TMP',
    'LANG',
    'SystemRoot',
  ];
  const prefixes = ['ECTOPY_', 'VK_', 'CUDA_', 'LD_LIBRARY_PATH', 'TF_'];
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value === undefined) continue;
    if (kept.includes(name) || prefixes.some((prefix) => name.startsWith(prefix))) {
      environment[name] = value;
    }
  }
  return environment;
}

function nodeExecutable(): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const file = path.join(app.getAppPath(), 'node_modules', 'node', 'bin', name);
  if (!existsSync(file)) {
    throw new AppError('core-unavailable', 'This Electron runtime needs Node 24 beside it.', {
      file,
      remedy: 'Run npm ci in the Ectopy folder, or use the official Electron runtime.',
    });
  }
  return file;
}

/** Starts the core; both hosts get the same file, the same arguments and the same messages. */
export function startCoreProcess(
  host: CoreHost,
  coreFile: string,
  args: readonly string[],
  events: CoreProcessEvents,
): CoreProcess {
  return host === 'utility-process'
    ? startUtilityProcess(coreFile, args, events)
    : startNodeChild(coreFile, args, events);
}

function startUtilityProcess(
  coreFile: string,
  args: readonly string[],
  events: CoreProcessEvents,
): CoreProcess {
  const child = utilityProcess.fork(coreFile, [...args], {
    serviceName: 'Ectopy core',
    env: minimalEnvironment(),
    stdio: 'inherit',
  });
  child.on('message', (message: unknown) => {
    events.onMessage(message);
  });
  child.on('exit', (code) => {
    events.onExit(code);
  });
  return {
    post: (message) => {
      child.postMessage(message);
    },
    kill: () => {
      child.kill();
    },
    get pid() {
      return child.pid;
    },
  };
}

function startNodeChild(
  coreFile: string,
  args: readonly string[],
  events: CoreProcessEvents,
): CoreProcess {
  const child = fork(coreFile, [...args], {
    execPath: nodeExecutable(),
    execArgv: [],
    serialization: 'advanced',
    env: minimalEnvironment(),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (message: unknown) => {
    events.onMessage(message);
  });
  let exited = false;
  const exit = (code: number | null): void => {
    if (exited) return;
    exited = true;
    events.onExit(code);
  };
  child.on('exit', exit);
  child.on('error', () => {
    exit(null);
  });
  return {
    post: (message) => {
      if (child.connected) child.send(message as Parameters<typeof child.send>[0]);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
    get pid() {
      return child.pid;
    },
  };
}
