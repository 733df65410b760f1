import { main } from './program.ts';

/** Entry of the command line: `ectopy …`. */

process.exitCode = await main(process.argv.slice(2));
