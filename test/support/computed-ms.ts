/** Time that work takes on the processor, ms: what other programs do meanwhile does not count. */
export function computedMs(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
