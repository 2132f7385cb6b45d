import { t } from '../../i18n/i18n.ts';

/** How much of the machine's processor an app uses, in a word. */
export function workText(share: number): string {
  if (share < 0.01) return t('takes.rests');
  if (share < 0.15) return t('takes.works-little');
  return share < 0.6 ? t('takes.works') : t('takes.works-hard');
}
