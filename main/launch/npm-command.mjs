/**
 * How to run the npm that started us, or else the one on the PATH.
 * @param {readonly string[]} args
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(args) {
  const script = process.env['npm_execpath'];
  if (script !== undefined && /\.[cm]?js$/.test(script)) {
    return { command: process.execPath, args: [script, ...args], shell: false };
  }
  // On Windows npm is a batch file, which only a shell can run.
  return { command: 'npm', args: [...args], shell: process.platform === 'win32' };
}
