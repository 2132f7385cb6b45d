import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import { App } from './app.tsx';
import { preferredLanguage, speak } from './i18n/i18n.ts';
import { arrive } from './state/session.ts';
import './styles/tokens.css';
import './styles/base.css';
import './components/controls.css';

const root = document.getElementById('panel');
if (!root) throw new Error('index.html has no #panel');

void arrive();
await speak(preferredLanguage());
render(
  <LocationProvider>
    <App />
  </LocationProvider>,
  root,
);
