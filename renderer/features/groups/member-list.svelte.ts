import { SvelteSet } from 'svelte/reactivity';
import { beatClassIndex, type BeatClass } from '../../../app/domain/beat-class.ts';
import type { GroupSummary } from '../../../app/groups/group-summary.ts';
import type { Review } from '../review/index.ts';
import type { GroupReview } from './group-review.svelte.ts';

export type MemberOrder = 'odd' | 'time';

/** The beats of the opened group: in which order, which of them are selected. */
export class MemberList {
  order = $state<MemberOrder>('odd');
  filter = $state<'all' | BeatClass>('all');
  /** Position in `ids` of the beat in hand. */
  current = $state(0);
  readonly selected = new SvelteSet<number>();

  /** Beat ids as they are shown. */
  readonly ids: readonly number[] = $derived.by(() => {
    const summary = this.#groups.openedSummary;
    return summary === null ? [] : this.#sorted(summary);
  });

  readonly #review: Review;
  readonly #groups: GroupReview;

  constructor(review: Review, groups: GroupReview) {
    this.#review = review;
    this.#groups = groups;
  }

  get currentId(): number | null {
    return this.ids[this.current] ?? null;
  }

  /** What a letter labels: the selected beats that are shown, or else the beat in hand. */
  get inHand(): number[] {
    const chosen = this.ids.filter((id) => this.selected.has(id));
    if (chosen.length > 0) return chosen;
    return this.currentId === null ? [] : [this.currentId];
  }

  /** From the start, as when a group is opened. */
  reset(): void {
    this.filter = 'all';
    this.current = 0;
    this.selected.clear();
  }

  moveTo(position: number): void {
    this.current = Math.max(0, Math.min(this.ids.length - 1, position));
  }

  toggle(beatId: number): void {
    if (!this.selected.delete(beatId)) this.selected.add(beatId);
  }

  /** Selects the beat in hand and the one to which it goes on. */
  extend(by: 1 | -1): void {
    const from = this.currentId;
    this.moveTo(this.current + by);
    for (const id of [from, this.currentId]) if (id !== null) this.selected.add(id);
  }

  /** Selects all beats between the one in hand and this position. */
  extendTo(position: number): void {
    const [first, last] = [Math.min(this.current, position), Math.max(this.current, position)];
    for (const id of this.ids.slice(first, last + 1)) this.selected.add(id);
    this.moveTo(position);
  }

  selectAll(): void {
    for (const id of this.ids) this.selected.add(id);
  }

  #sorted({ members }: GroupSummary): number[] {
    const { table } = this.#review.beats;
    const { beatClass } = table.columns();
    const wanted = this.filter === 'all' ? null : beatClassIndex(this.filter);
    const rows = wanted === null ? members : members.filter((row) => beatClass[row] === wanted);
    const ids = Array.from(rows, (row) => table.beatIdAt(row));
    const oddness = this.#groups.columns?.oddness;
    if (this.order === 'time' || oddness === undefined) return ids;
    return ids.sort((a, b) => (oddness[b - 1] ?? 0) - (oddness[a - 1] ?? 0) || a - b);
  }
}
