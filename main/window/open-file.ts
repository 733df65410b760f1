import path from 'node:path';

const RECORDING_EXTENSIONS: ReadonlySet<string> = new Set(['.hea', '.dat']);

/** The recording named on a command line, as an absolute path, or null when it names none. */
export function recordingPathIn(args: readonly string[], workingFolder: string): string | null {
  const named = args.find(
    (arg) => !arg.startsWith('-') && RECORDING_EXTENSIONS.has(path.extname(arg).toLowerCase()),
  );
  return named === undefined ? null : path.resolve(workingFolder, named);
}
