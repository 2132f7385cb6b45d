import { language, t } from './i18n.ts';

const numberFormats = new Map<string, Intl.NumberFormat>();

/** Making one takes longer than a card of the catalog does, and there are hundreds of cards. */
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = language() + JSON.stringify(options);
  const known = numberFormats.get(name) ?? new Intl.NumberFormat(language(), options);
  numberFormats.set(name, known);
  return known;
}

/** "12 November, 14:03"; with the year when it is another one. */
export function moment(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(language(), { day: 'numeric', month: 'long', year, hour: 'numeric', minute: '2-digit' }).format(date);
}

/** "5 minutes ago", "yesterday". */
export function ago(iso: string, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
  if (seconds > -60) return t('time.just-now');
  if (seconds > -3600) return format.format(Math.round(seconds / 60), 'minute');
  if (seconds > -86_400) return format.format(Math.round(seconds / 3600), 'hour');
  return format.format(Math.round(seconds / 86_400), 'day');
}

/** "12 MB": two digits are enough for a person. */
export function bytes(count: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const power = count < 1 ? 0 : Math.min(Math.floor(Math.log10(count) / 3), units.length - 1);
  const unit = units[power] ?? 'byte';
  return numberFormat({ style: 'unit', unit, maximumSignificantDigits: 2 }).format(count / 1000 ** power);
}

/** Memory is counted in powers of two, and sold so: "256 MB". */
export function memory(count: number): string {
  const gigabytes = count / 1024 ** 3;
  const [value, unit] = gigabytes < 1 ? ([Math.round(count / 1024 ** 2), 'megabyte'] as const) : ([gigabytes, 'gigabyte'] as const);
  return numberFormat({ style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

/** "0.9 s" */
export const seconds = (ms: number) => t('time.seconds', { count: numberFormat({ maximumFractionDigits: 1 }).format(ms / 1000) });

/** "12 %" */
export const percent = (share: number) => numberFormat({ style: 'percent', maximumFractionDigits: 0 }).format(share);

/** "2 min left": rounded so that it does not flicker. */
export function timeLeft(seconds: number): string {
  if (seconds < 10) return t('time.almost-done');
  if (seconds <= 50) return t('time.seconds-left', { count: Math.ceil(seconds / 10) * 10 });
  if (seconds < 3600) return t('time.minutes-left', { count: Math.ceil(seconds / 60) });
  return t('time.hours-left', { count: Math.ceil(seconds / 3600) });
}

/** "3 minutes", "2 days": one unit is enough for a person. */
export function duration(seconds: number): string {
  const [unit, size] =
    seconds < 120
      ? (['second', 1] as const)
      : seconds < 7200
        ? (['minute', 60] as const)
        : seconds < 172_800
          ? (['hour', 3600] as const)
          : (['day', 86_400] as const);
  return numberFormat({ style: 'unit', unit, unitDisplay: 'long' }).format(Math.round(seconds / size));
}
