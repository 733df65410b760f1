import { LIBRARY_TEXT } from '../../text/library.ts';

/** Where a recording came from, for the reader: a path, or what a demo Holter was made with. */
export function originText(sourcePath: string): string {
  const demo = parseDemo(sourcePath);
  return demo === null ? sourcePath : LIBRARY_TEXT.demoOrigin(demo.hours, demo.seed);
}

/** Whether there is an original file at all. */
export function isMadeUp(sourcePath: string): boolean {
  return parseDemo(sourcePath) !== null;
}

/** The address of a demo Holter as the core writes it: "demo:hours=24&seed=1". */
function parseDemo(sourcePath: string): { hours: string; seed: string } | null {
  const [, hours, seed] = /^demo:hours=([\d.]+)&seed=(\d+)$/.exec(sourcePath) ?? [];
  return hours === undefined || seed === undefined ? null : { hours, seed };
}
