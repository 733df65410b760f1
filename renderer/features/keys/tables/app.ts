import { VIEW_NAMES } from '../../../../app/text/view-names.ts';
import { KEY_TEXT } from '../../../text/keys.ts';
import { command } from '../key-command.ts';

const { application } = KEY_TEXT.sections;
/** Views of the rail that have a digit, from the top. */
const VIEW_PLACES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const RAIL = Object.values(VIEW_NAMES);

/** Keys of the whole application. */
export const APP_KEYS = [
  command('show-palette', ['Mod+k'], application, KEY_TEXT.showPalette, { inText: true }),
  command('show-keys', ['?'], application, KEY_TEXT.showKeys),
  ...VIEW_PLACES.map((place) =>
    command(
      `show-view-${place}`,
      [`Mod+${place}`],
      application,
      KEY_TEXT.showView(RAIL[place - 1] ?? ''),
      {
        inText: true,
        row: KEY_TEXT.rows.views,
      },
    ),
  ),
  command('show-settings', ['Mod+,'], application, KEY_TEXT.showSettings, { inText: true }),
];
