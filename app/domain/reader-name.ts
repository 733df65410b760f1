/** How readers are told apart: by the names that they give, which Ectopy takes on trust. */

/** Stands for whoever reads until a name is given: it owns nothing and signs nothing. */
export const UNNAMED_READER = 'Reader';

/** Whether two names are one reader's: letter case and spaces make no difference. */
export function sameReader(a: string, b: string): boolean {
  return folded(a) === folded(b);
}

/** Whether a name says who reads. */
export function isNamed(reader: string): boolean {
  return !sameReader(reader, UNNAMED_READER) && folded(reader) !== '';
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase().replaceAll(/\s+/g, '');
}
