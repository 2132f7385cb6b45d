import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import { App } from './app.tsx';
import { preferredLanguage, speak } from './i18n/i18n.ts';
import { showAppearance } from './state/appearance.ts';
import { arrive } from './state/session.ts';
import './styles/tokens.css';
import './styles/base.css';
import './components/controls.css';

const root = document.getElementById('panel');
if (!root) throw new Error('index.html has no #panel');

showAppearance();
void arrive();
void speak(preferredLanguage()).then(() =>
  render(
    <LocationProvider>
      <App />
    </LocationProvider>,
    root,
  ),
);

// Only once the page stands: whoever waits for it waits for nothing else.
if (import.meta.env.PROD)
  addEventListener('load', () => {
    // A browser that doesn't trust the box refuses: then there is no offline page, and nothing else is missing.
    navigator.serviceWorker?.register('/service-worker.js').catch(() => undefined);
  });
