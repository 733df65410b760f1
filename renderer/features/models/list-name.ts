const RETRAINED = /^(.*) \(((?:retrained).*)\)$/;

/** How the names of retrained models begin here. */
export const RETRAINED_NAME = 'Retrained ';

/** A model's name with what tells it from its kin first: "retrained 2026-11-23 08:03, set 1 · …". */
export function listName(name: string): string {
  const [, base, retrained] = RETRAINED.exec(name) ?? [];
  if (base === undefined || retrained === undefined) return name;
  return `${retrained.charAt(0).toUpperCase()}${retrained.slice(1)} · ${base}`;
}
