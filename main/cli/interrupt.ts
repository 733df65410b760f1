let controller: AbortController | undefined;

/**
 * Aborted by Ctrl+C and by a polite kill, so that a command can put away what it has half done.
 * A second Ctrl+C ends the process at once.
 */
export function interruptSignal(): AbortSignal {
  if (controller === undefined) {
    const interrupt = new AbortController();
    controller = interrupt;
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.once(name, () => {
        interrupt.abort();
      });
    }
  }
  return controller.signal;
}
