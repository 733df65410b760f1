import type { EditRequest } from '../../app/contract/schemas.ts';

export type SingleEdit = Exclude<EditRequest, { beatIds: Uint32Array }>;

/** A request for many beats as one for each of them. */
export function singleEdits(edits: readonly EditRequest[]): SingleEdit[] {
  return edits.flatMap((edit): SingleEdit[] => {
    if (edit.kind === 'delete-all') {
      return Array.from(edit.beatIds, (beatId) => ({ kind: 'delete', beatId }));
    }
    if (edit.kind !== 'relabel-all') return [edit];
    const { beatClass } = edit;
    return Array.from(edit.beatIds, (beatId) => ({ kind: 'relabel', beatId, beatClass }));
  });
}
