import type { Text } from '@percloud/contract/words';

/** What the catalog's apps are called. */
export const calendar: Text = { en: 'Calendar and contacts', es: 'Calendario y contactos', it: 'Calendario e contatti' };
export const probe: Text = { en: 'Probe', es: 'Sonda', it: 'Sonda' };
export const blog: Text = { en: 'Blog', es: 'Blog', it: 'Blog' };
