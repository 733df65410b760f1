import { BEAT_CLASSES, type BeatClass } from '../../../app/domain/beat-class.ts';
import type { CommandIn } from '../keys/index.ts';
import type { GroupActions } from './group-actions.ts';
import type { GroupFilter, GroupReview } from './group-review.svelte.ts';
import type { MemberList } from './member-list.svelte.ts';

interface Surroundings {
  readonly groups: GroupReview;
  readonly members: MemberList;
  readonly actions: GroupActions;
  /** Cards or beats in a row at present. */
  readonly columns: () => number;
  /** The strips are wanted. */
  readonly onstrips: () => void;
}

/** What every key of the groups view does: to the cards, or to the beats of the opened group. */
export function groupCommands({
  groups,
  members,
  actions,
  columns,
  onstrips,
}: Surroundings): Record<CommandIn<'groups'>, () => unknown> {
  const move = (by: number): boolean => {
    if (groups.opened !== null) {
      members.moveTo(members.current + by);
      return true;
    }
    const { shown, current } = groups;
    const at = shown.findIndex(({ group }) => group === current);
    const next = at < 0 ? 0 : Math.max(0, Math.min(shown.length - 1, at + by));
    groups.current = shown[next]?.group ?? null;
    return true;
  };
  const filter = (wanted: GroupFilter) => () => {
    if (groups.opened === null) groups.filter = wanted;
    else if (wanted !== 'mixed') members.filter = wanted;
    move(0);
  };
  const inOpened = (run: () => void) => () => {
    if (groups.opened === null) return false;
    run();
    return true;
  };
  const perClass = <Prefix extends string>(
    prefix: Prefix,
    make: (beatClass: BeatClass) => () => unknown,
  ): Record<`${Prefix}-${BeatClass}`, () => unknown> =>
    Object.fromEntries(
      BEAT_CLASSES.map((beatClass) => [`${prefix}-${beatClass}`, make(beatClass)]),
    ) as Record<`${Prefix}-${BeatClass}`, () => unknown>;

  return {
    ...perClass('label', (beatClass) => () => {
      actions.label(beatClass);
    }),
    ...perClass('label-group', (beatClass) => () => {
      actions.labelGroup(beatClass);
    }),
    ...perClass('filter', filter),
    'filter-all': filter('all'),
    'filter-mixed': filter('mixed'),
    exclude: () => {
      actions.exclude();
    },
    split: () => {
      actions.split();
    },
    merge: () => {
      actions.merge();
    },
    left: () => move(-1),
    right: () => move(1),
    up: () => move(-columns()),
    down: () => move(columns()),
    first: () => move(-Infinity),
    last: () => move(Infinity),
    open: () => {
      if (groups.current === null || groups.opened !== null) return false;
      members.reset();
      groups.opened = groups.current;
      return true;
    },
    close: inOpened(() => {
      if (members.selected.size > 0) members.selected.clear();
      else groups.opened = null;
    }),
    mark: () => {
      if (groups.opened === null) {
        if (groups.current !== null) groups.toggleMark(groups.current);
      } else if (members.currentId !== null) members.toggle(members.currentId);
    },
    'extend-left': inOpened(() => {
      members.extend(-1);
    }),
    'extend-right': inOpened(() => {
      members.extend(1);
    }),
    'mark-all': () => {
      if (groups.opened !== null) members.selectAll();
      else for (const { group } of groups.shown) groups.marked.add(group);
    },
    sort: () => {
      groups.sort();
    },
    form: () => {
      actions.form();
    },
    strips: () => {
      if (actions.selectInStrips()) onstrips();
    },
  };
}
