import { SvelteSet } from 'svelte/reactivity';
import { decodeGroupColumns, type GroupColumns } from '../../../app/contract/group-columns.ts';
import type { Grouping } from '../../../app/contract/groups.ts';
import type { EditResult } from '../../../app/contract/schemas.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { beatClassIndex, type BeatClass } from '../../../app/domain/beat-class.ts';
import { NO_GROUP } from '../../../app/domain/group-edits.ts';
import { groupSizes, needOfLook, type GroupSummary } from '../../../app/groups/group-summary.ts';
import { call, fetchBinary } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';
import type { Review } from '../review/index.ts';
import { orderAfterChange, summariesOf } from './group-tables.ts';

export type GroupFilter = 'all' | BeatClass | 'mixed';

/** A group is mixed from this part of beats of other classes on. */
const MIXED_FROM = 0.02;

const NO_SUMMARIES: ReadonlyMap<number, GroupSummary> = new Map();
const NO_BEATS = new Uint16Array();

/** The groups of the open recording as its views see them. */
export class GroupReview {
  /** Null before the groups have been formed. */
  grouping = $state.raw<Grouping | null>(null);
  /** The job that forms them at present. */
  jobId = $state<string | null>(null);
  columns = $state.raw<GroupColumns | null>(null);
  isLoaded = $state(false);
  problem = $state.raw<AppError | null>(null);

  filter = $state<GroupFilter>('all');
  /** The group in hand. */
  current = $state<number | null>(null);
  /** Groups that are to be merged. */
  readonly marked = new SvelteSet<number>();
  #order = $state.raw<readonly number[]>([]);
  readonly #review: Review;

  /** The group whose beats are shown. */
  opened = $state<number | null>(null);

  /** By group number, as the beats are labelled now. */
  readonly summaries: ReadonlyMap<number, GroupSummary> = $derived.by(() =>
    this.columns === null
      ? NO_SUMMARIES
      : summariesOf(this.columns.groupOf, this.#review.beats.table.columns()),
  );
  /** Beats of each group as formed, deleted ones included: known without looking at the reading. */
  readonly sizes: ReadonlyMap<number, number> = $derived(
    groupSizes(this.columns?.groupOf ?? NO_BEATS),
  );
  /** Groups in the order in which they are shown, which only `sort` changes. */
  readonly shown: readonly GroupSummary[] = $derived(
    this.#order.flatMap((group) => {
      const summary = this.summaries.get(group);
      return summary !== undefined && passes(summary, this.filter) ? [summary] : [];
    }),
  );
  readonly openedSummary: GroupSummary | null = $derived(
    this.opened === null ? null : (this.summaries.get(this.opened) ?? null),
  );

  constructor(review: Review) {
    this.#review = review;
  }

  get #recordingId(): string {
    return this.#review.recording.id;
  }

  /** Reads the groups; sorts them when they have been formed anew. */
  async load(): Promise<void> {
    const recordingId = this.#recordingId;
    try {
      const { grouping, jobId } = await call('groups:state', { recordingId });
      const columns =
        grouping === null ? null : decodeGroupColumns(await fetchBinary('groups', { recordingId }));
      const isNew = grouping?.madeAt !== this.grouping?.madeAt;
      this.grouping = grouping;
      this.jobId = jobId;
      this.columns = columns;
      this.isLoaded = true;
      this.problem = null;
      if (isNew) this.sort();
      else this.#keepOrder();
    } catch (error) {
      this.problem = asAppError(error);
    }
  }

  /** Groups that need a look first. */
  sort(): void {
    this.#order = [...this.summaries.values()]
      .sort((a, b) => needOfLook(b) - needOfLook(a) || a.group - b.group)
      .map(({ group }) => group);
    if (this.current === null || !this.summaries.has(this.current)) {
      this.current = this.shown[0]?.group ?? null;
    }
  }

  groupOf(beatId: number): number | null {
    const group = this.columns?.groupOf[beatId - 1] ?? NO_GROUP;
    return group === NO_GROUP ? null : group;
  }

  /** How many groups a filter would show. */
  countOf(filter: GroupFilter): number {
    let count = 0;
    for (const summary of this.summaries.values()) if (passes(summary, filter)) count += 1;
    return count;
  }

  toggleMark(group: number): void {
    if (!this.marked.delete(group)) this.marked.add(group);
  }

  async form(): Promise<void> {
    try {
      this.jobId = (await call('groups:form', { recordingId: this.#recordingId })).jobId;
    } catch (error) {
      this.problem = asAppError(error);
    }
  }

  /** Splits a group by shape, or takes beats out of it; null when that failed. */
  async split(group: number, beatIds: readonly number[] | null): Promise<EditResult | null> {
    const recordingId = this.#recordingId;
    const ids = beatIds === null ? null : [...beatIds];
    return this.#change(() => call('groups:split', { recordingId, group, beatIds: ids }));
  }

  async merge(groups: readonly number[], into: number): Promise<EditResult | null> {
    const recordingId = this.#recordingId;
    const result = await this.#change(() =>
      call('groups:merge', { recordingId, groups: [...groups], into }),
    );
    if (result !== null) this.marked.clear();
    return result;
  }

  async #change(request: () => Promise<EditResult>): Promise<EditResult | null> {
    const result = await this.#review.edits.request(request);
    if (result !== null) await this.load();
    return result;
  }

  #keepOrder(): void {
    this.#order = orderAfterChange(this.#order, this.summaries.keys(), this.current);
    for (const group of this.marked) if (!this.summaries.has(group)) this.marked.delete(group);
    if (this.opened !== null && !this.summaries.has(this.opened)) this.opened = null;
    if (this.current === null || !this.summaries.has(this.current)) {
      this.current = this.shown[0]?.group ?? null;
    }
  }
}

function passes({ byClass, mixed }: GroupSummary, filter: GroupFilter): boolean {
  if (filter === 'all') return true;
  if (filter === 'mixed') return mixed >= MIXED_FROM;
  return (byClass[beatClassIndex(filter)] ?? 0) > 0;
}
