import type { Language } from '@percloud/contract/words';

/** What somebody has in their hands, and the language they read. */
export interface Screen {
  name: 'phone' | 'desktop';
  language: Language;
  width: number;
  height: number;
}

export const phone: Screen = { name: 'phone', language: 'es', width: 360, height: 740 };
export const desktop: Screen = { name: 'desktop', language: 'en', width: 1280, height: 800 };

/** For `describe.each`: everything is done once on each, so both sizes and two languages are seen. */
export const screens = [phone, desktop].map((screen) => ({ screen, called: `${screen.language} on a ${screen.name}` }));
