import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { lockLibrary } from '../../main/store/lock.ts';

/** Run as a process of its own: holds a library's lock until it is killed. */
lockLibrary(process.argv[2] ?? '');
// What nothing refers to may not be let go with the next collection of memory.
setFlagsFromString('--expose-gc');
(runInNewContext('gc') as () => void)();
process.send?.('locked');
setInterval(() => undefined, 1000);
