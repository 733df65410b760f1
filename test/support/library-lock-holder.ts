import { lockLibrary } from '../../main/store/lock.ts';

/** Run as a process of its own: holds a library's lock until it is killed. */
lockLibrary(process.argv[2] ?? '');
process.send?.('locked');
setInterval(() => undefined, 1000);
