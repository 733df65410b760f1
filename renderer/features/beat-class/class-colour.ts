import { isBeatClass } from '../../../app/domain/beat-class.ts';

/** Name of the colour token of a class, "--class-v"; plain text for what is no heartbeat class. */
export function classColourToken(name: string): string {
  return isBeatClass(name) ? `--class-${name.toLowerCase()}` : '--text-muted';
}
