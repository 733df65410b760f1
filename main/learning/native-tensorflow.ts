import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';

const PACKAGE = '@tensorflow/tfjs-node-gpu';

/** Where `npm run native-tensorflow` puts the binding that it compiles against a newer TensorFlow. */
function nativeTensorFlowFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment['ECTOPY_NATIVE_TENSORFLOW'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const cache = environment['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
  return path.join(cache, 'ectopy', 'native-tensorflow');
}

/**
 * Registers the backend "tensorflow": of the folder above if there is one, else of the optional
 * package. @throws Error with the code MODULE_NOT_FOUND where there is neither.
 */
export function requireNativeTensorFlow(): void {
  const require = createRequire(import.meta.url);
  // Its notes on the processor's instructions go to the terminal otherwise.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  // tfjs-node 4.22 calls these two, of which Node 23 removed one and warns of the other.
  const util = require('node:util') as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value == null;
  util['isArray'] = Array.isArray;
  const own = path.join(nativeTensorFlowFolder(), 'node_modules');
  if (existsSync(path.join(own, PACKAGE))) createRequire(path.join(own, 'index.js'))(PACKAGE);
  else require(PACKAGE);
}
