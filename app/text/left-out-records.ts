interface LeftOut {
  readonly record: string;
  readonly reason: string;
}

/** Records of one reason that are named; more are counted. */
const MOST_NAMED = 8;

/** "213 (the record is damaged); 214, 215 (not in the folder)". */
export function leftOutReasons(leftOut: readonly LeftOut[]): string {
  const byReason = new Map<string, string[]>();
  for (const { record, reason } of leftOut) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), record]);
  }
  const reasons = Array.from(byReason, ([reason, own]) => {
    const more = own.length - MOST_NAMED;
    const named = own.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
    return `${named} (${reason.replace(/\.$/, '')})`;
  });
  return reasons.join('; ');
}

/**
 * "MIT-BIH …, DS2: 2 of 5 records used; left out: 213 (the record is damaged), …". Null where nothing
 * was left out.
 */
export function leftOutWords({
  name,
  records,
  leftOut,
}: {
  readonly name: string;
  readonly records: readonly unknown[];
  readonly leftOut: readonly LeftOut[];
}): string | null {
  if (leftOut.length === 0) return null;
  const all = records.length + leftOut.length;
  return `${name}: ${records.length} of ${all} records used; left out: ${leftOutReasons(leftOut)}.`;
}
