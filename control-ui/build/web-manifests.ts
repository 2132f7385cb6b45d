import { type Language, languages } from '@percloud/contract/words';
import type { Plugin } from 'vite';
import en from '../src/i18n/en/panel.ts';
import es from '../src/i18n/es/panel.ts';
import it from '../src/i18n/it/panel.ts';

const texts = { en, es, it };
const descriptions: Record<Language, string> = {
  en: 'Your own calendar, files, mail and more, on your own box.',
  es: 'Tu calendario, tus archivos, tu correo y más, en tu propio equipo.',
  it: 'Il tuo calendario, i tuoi file, la tua posta e altro, sulla tua box.',
};

const icon = (file: string, sizes: string, purpose?: string) => ({
  src: `/icons/${file}`,
  sizes,
  type: file.endsWith('.svg') ? 'image/svg+xml' : 'image/png',
  purpose,
});

/** What a phone needs to know to put the panel among its apps; the same app in every language. */
const manifestIn = (language: Language) => ({
  id: '/',
  name: 'Percloud',
  short_name: 'Percloud',
  description: descriptions[language],
  lang: language,
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: '#faf8f5',
  theme_color: '#0f6b6b',
  icons: [
    icon('icon.svg', 'any'),
    icon('icon-192.png', '192x192'),
    icon('icon-512.png', '512x512'),
    icon('maskable-512.png', '512x512', 'maskable'),
  ],
  shortcuts: [
    { name: texts[language].nav.apps, url: '/catalog' },
    { name: texts[language].nav.activity, url: '/activity' },
  ],
});

export const webManifests = (): Plugin => ({
  name: 'web-manifests',
  apply: 'build',
  generateBundle() {
    for (const language of languages) {
      const source = JSON.stringify(manifestIn(language), null, 2);
      this.emitFile({ type: 'asset', fileName: `manifest-${language}.json`, source });
    }
  },
});
