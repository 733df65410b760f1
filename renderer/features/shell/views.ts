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
import { SHELL_TEXT } from '../../text/shell.ts';

/** Views of the open recording. */
const RECORDING_VIEWS = [
  'review',
  'groups',
  'disclosure',
  'events',
  'trends',
  'readers',
  'report',
] as const;
export type RecordingViewName = (typeof RECORDING_VIEWS)[number];
export type ViewName = 'library' | RecordingViewName | 'training' | 'settings';

/** The rail, from top to bottom; Ctrl+1 goes to the first. */
export const VIEWS: readonly {
  readonly name: ViewName;
  readonly label: string;
  readonly Icon: Component<{ size?: number; strokeWidth?: number }>;
}[] = [
  { name: 'library', label: SHELL_TEXT.library, Icon: Rows3 },
  { name: 'review', label: SHELL_TEXT.review, Icon: Activity },
  { name: 'groups', label: SHELL_TEXT.groups, Icon: LayoutGrid },
  { name: 'disclosure', label: SHELL_TEXT.disclosure, Icon: AlignJustify },
  { name: 'events', label: SHELL_TEXT.events, Icon: Flag },
  { name: 'trends', label: SHELL_TEXT.trends, Icon: ChartSpline },
  { name: 'readers', label: SHELL_TEXT.readers, Icon: Users },
  { name: 'report', label: SHELL_TEXT.report, Icon: FileText },
  { name: 'training', label: SHELL_TEXT.training, Icon: GraduationCap },
  { name: 'settings', label: SHELL_TEXT.settings, Icon: Settings },
];

export function isViewName(name: unknown): name is ViewName {
  return VIEWS.some((view) => view.name === name);
}

export function isRecordingView(view: ViewName): view is RecordingViewName {
  return (RECORDING_VIEWS as readonly ViewName[]).includes(view);
}
