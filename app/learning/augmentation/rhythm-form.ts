import { RHYTHM_FORM_LAYOUT } from '../../signal/preparations/rhythm-form.ts';
import type { Augmentation } from './augmentation.ts';

/** Spread added to every number; most lie between -2 and 2. */
const SPREAD = 0.08;
/** How often a lead is taken away, as if it had not been recorded. */
const LEAD_DROP = 0.1;

/** Measures a little off, and now and then one lead less. */
export const rhythmFormAugmentation: Augmentation = {
  augment(window, output, random) {
    const { timing, lead, leads } = RHYTHM_FORM_LAYOUT;
    for (let k = 0; k < window.length; k += 1) {
      output[k] = (window[k] as number) + SPREAD * random.normal();
    }
    const dropped = Math.floor(random.uniform() / LEAD_DROP);
    if (dropped < leads) {
      output.fill(0, timing + dropped * lead, timing + (dropped + 1) * lead);
    }
  },
};
