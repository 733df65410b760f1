import type { RecordingSummary } from '../../../app/contract/schemas.ts';
import type { Settings } from '../../../app/contract/settings.ts';
import { PALETTE_TEXT } from '../../text/palette.ts';
import { SETTINGS_TEXT } from '../../text/settings.ts';
import { keys, TABLE_COMMANDS } from '../keys/index.ts';
import type { PaletteItem } from '../palette/index.ts';
import { commandOfView } from './view-command.ts';
import { VIEWS, type ViewName } from './views.ts';

/** What the frame can do for the palette. */
interface PaletteActions {
  show(view: ViewName): void;
  open(recordingId: string): void;
  change(settings: Partial<Settings>): void;
}

/** Commands that would say the same as a view of its own, or open the palette that is open. */
const SAID_OTHERWISE = /^app\.show-(view-\d|settings|palette)$/;

/** Everything that the frame lets the palette find: commands, views, recordings and settings. */
export function shellItems(
  recordings: readonly RecordingSummary[],
  actions: PaletteActions,
): PaletteItem[] {
  const commands = TABLE_COMMANDS.filter(
    (command) => keys.isAvailable(command) && !SAID_OTHERWISE.test(command.id),
  ).map(({ id, text, section }) => ({
    id,
    text,
    kind: section,
    keys: keys.allShown(id),
    run: () => keys.run(id),
  }));
  const views = VIEWS.map(({ name, label }) => ({
    id: `view.${name}`,
    text: label,
    kind: PALETTE_TEXT.kinds.view,
    keys: keys.allShown(commandOfView(name)),
    run: () => {
      actions.show(name);
    },
  }));
  const opened = recordings.map(({ id, name }) => ({
    id: `recording.${id}`,
    text: name,
    kind: PALETTE_TEXT.kinds.recording,
    keys: [],
    run: () => {
      actions.open(id);
    },
  }));
  return [...commands, ...views, ...opened, ...settingItems(actions)];
}

function settingItems(actions: PaletteActions): PaletteItem[] {
  const themes = Object.entries(SETTINGS_TEXT.themes).map(([theme, name]) => ({
    id: `theme.${theme}`,
    text: PALETTE_TEXT.theme(name),
    settings: { theme: theme as Settings['theme'] },
  }));
  const times = Object.entries(SETTINGS_TEXT.timeDisplays).map(([timeDisplay, name]) => ({
    id: `times.${timeDisplay}`,
    text: PALETTE_TEXT.times(name),
    settings: { timeDisplay: timeDisplay as Settings['timeDisplay'] },
  }));
  return [...themes, ...times].map(({ id, text, settings }) => ({
    id,
    text,
    kind: PALETTE_TEXT.kinds.setting,
    keys: [],
    run: () => {
      actions.change(settings);
    },
  }));
}
