import { moment } from '../i18n/format.ts';
import { language, t } from '../i18n/i18n.ts';

const dayMs = 86_400_000;
const morning = 5;

/** "this morning, 09:12", "last night, 04:12" unless it is still night, "yesterday, 23:40", "tomorrow, 03:30"; farther away the day itself. */
export function when(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const at = new Intl.DateTimeFormat(language(), { hour: 'numeric', minute: '2-digit' }).format(date);
  const days = Math.round((midnightOf(date) - midnightOf(now)) / dayMs);
  if (days === -1) return t('time.yesterday', { at });
  if (days === 1) return t('time.tomorrow', { at });
  if (days !== 0) return moment(iso, now);
  const isSameNight = date.getHours() < morning && now.getHours() < morning;
  return t(date > now || isSameNight ? 'time.today' : partOfDay(date.getHours()), { at });
}

const midnightOf = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

function partOfDay(hour: number) {
  if (hour < morning) return 'time.last-night';
  if (hour < 12) return 'time.this-morning';
  return hour < 18 ? 'time.this-afternoon' : 'time.this-evening';
}
