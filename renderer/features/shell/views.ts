import type { Component } from 'svelte';
import Activity from '@lucide/svelte/icons/activity';
import AlignJustify from '@lucide/svelte/icons/text-align-justify';
import ChartSpline from '@lucide/svelte/icons/chart-spline';
import FileText from '@lucide/svelte/icons/file-text';
import Flag from '@lucide/svelte/icons/flag';
import GraduationCap from '@lucide/svelte/icons/graduation-cap';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import Rows3 from '@lucide/svelte/icons/rows-3';
import Settings from '@lucide/svelte/icons/settings';
import Users from '@lucide/svelte/icons/users';
import { VIEW_NAMES, type ViewName } from '../../../app/text/view-names.ts';

export type { ViewName };

/** Views of the open recording. */
const RECORDING_VIEWS = [
  'review',
  'groups',
  'disclosure',
  'events',
  'trends',
  'readers',
  'report',
] as const satisfies readonly ViewName[];
export type RecordingViewName = (typeof RECORDING_VIEWS)[number];

type ViewIcon = Component<{ size?: number; strokeWidth?: number }>;

const ICONS: Readonly<Record<ViewName, ViewIcon>> = {
  library: Rows3,
  review: Activity,
  groups: LayoutGrid,
  disclosure: AlignJustify,
  events: Flag,
  trends: ChartSpline,
  readers: Users,
  report: FileText,
  training: GraduationCap,
  settings: Settings,
};

/** The rail, from top to bottom; Ctrl+1 goes to the first. */
export const VIEWS: readonly {
  readonly name: ViewName;
  readonly label: string;
  readonly Icon: ViewIcon;
}[] = (Object.keys(VIEW_NAMES) as ViewName[]).map((name) => ({
  name,
  label: VIEW_NAMES[name],
  Icon: ICONS[name],
}));

export function isViewName(name: unknown): name is ViewName {
  return VIEWS.some((view) => view.name === name);
}

export function isRecordingView(view: ViewName): view is RecordingViewName {
  return (RECORDING_VIEWS as readonly ViewName[]).includes(view);
}
