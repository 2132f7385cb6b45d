import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { lazy, Route, Router, useLocation } from 'preact-iso';
import { codeIn } from './carried-code.ts';
import { beginAnew } from './fetch-module.ts';
import { learn, type Part } from './i18n/i18n.ts';
import { navigate } from './navigate.ts';
import { Arriving } from './pages/arriving.tsx';
import { Claim } from './pages/claim/claim.tsx';
import { Forgotten } from './pages/forgotten/forgotten.tsx';
import { Home } from './pages/home/home.tsx';
import { NotFetched } from './pages/not-fetched.tsx';
import { NotFound } from './pages/not-found.tsx';
import { SignIn } from './pages/sign-in/sign-in.tsx';
import { Shell } from './shell.tsx';
import { standing } from './state/session.ts';

const CatalogPage = page(
  () => import('./pages/catalog/catalog-page.tsx'),
  (module) => module.CatalogPage,
);
const CatalogAppPage = page(
  () => import('./pages/catalog/catalog-app-page.tsx'),
  (module) => module.CatalogAppPage,
);
const SourcesPage = page(
  () => import('./pages/sources/sources-page.tsx'),
  (module) => module.SourcesPage,
);
const AppPage = page(
  () => import('./pages/app/app-page.tsx'),
  (module) => module.AppPage,
);
const Bin = page(
  () => import('./pages/bin/bin.tsx'),
  (module) => module.Bin,
);
const Activity = page(
  () => import('./pages/activity/activity.tsx'),
  (module) => module.Activity,
);
const OperationPage = page(
  () => import('./pages/activity/operation-page.tsx'),
  (module) => module.OperationPage,
);
const BoxPage = page(
  () => import('./pages/box/box.tsx'),
  (module) => module.BoxPage,
  'box',
);
const Account = page(
  () => import('./pages/account/account.tsx'),
  (module) => module.Account,
);
const Backups = page(
  () => import('./pages/backups/backups.tsx'),
  (module) => module.Backups,
  'backups',
);
const AddPlace = page(
  () => import('./pages/backups/place/add-place.tsx'),
  (module) => module.AddPlace,
  'backups',
);
const PlacePage = page(
  () => import('./pages/backups/place-page.tsx'),
  (module) => module.PlacePage,
  'backups',
);
const WordsPage = page(
  () => import('./pages/backups/words/words-page.tsx'),
  (module) => module.WordsPage,
  'backups',
);
const BackupPage = page(
  () => import('./pages/backups/backup-page.tsx'),
  (module) => module.BackupPage,
  'backups',
);
const FilesPage = page(
  () => import('./pages/backups/files-page.tsx'),
  (module) => module.FilesPage,
  'backups',
);
const Recover = page(
  () => import('./pages/recover/recover.tsx'),
  (module) => module.Recover,
  'backups',
);

/** Which pages there are depends on where the visitor stands; everybody else is led to the one they need. */
export function App() {
  switch (standing.value.kind) {
    case 'arriving':
      return null;
    case 'unreachable':
      return <Arriving />;
    case 'unclaimed':
      return (
        <Router>
          <Route path="/claim" component={Claim} />
          <Route path="/recover" component={Recover} />
          <Route path="/sign-in" component={standing.value.operator === null ? Claim : SignIn} />
          <Redirect default to={() => `/claim${location.hash}`} />
        </Router>
      );
    case 'signed-out':
      return (
        <Router>
          <Route path="/sign-in" component={SignIn} />
          <Route path="/forgotten" component={Forgotten} />
          <Redirect default to={signInFrom} />
        </Router>
      );
    case 'signed-in':
      return (
        <Shell>
          <Router onRouteChange={focusHeading}>
            <Route path="/" component={Home} />
            <Route path="/catalog" component={CatalogPage} />
            <Route path="/catalog/:app" component={CatalogAppPage} />
            <Route path="/apps/:app/:tab?" component={AppPage} />
            <Route path="/bin" component={Bin} />
            <Route path="/activity" component={Activity} />
            <Route path="/activity/:operation" component={OperationPage} />
            <Route path="/backups" component={Backups} />
            <Route path="/backups/new" component={AddPlace} />
            <Route path="/backups/:target" component={PlacePage} />
            <Route path="/backups/:target/words" component={WordsPage} />
            <Route path="/backups/:target/:backup" component={BackupPage} />
            <Route path="/backups/:target/:backup/:app" component={FilesPage} />
            <Route path="/settings/sources" component={SourcesPage} />
            <Route path="/box" component={BoxPage} />
            <Route path="/settings" component={Account} />
            <Route path="/sign-in" component={SignIn} />
            <Redirect path="/home" to={() => '/'} />
            <Redirect path="/forgotten" to={() => '/'} />
            <Redirect path="/claim" to={() => '/'} />
            <Redirect path="/recover" to={() => '/'} />
            <Route default component={NotFound} />
          </Router>
        </Shell>
      );
  }
}

/** A page that is fetched when somebody goes there, with the words that only it says. */
function page<M>(load: () => Promise<M>, pick: (module: M) => FunctionComponent, words?: Part): FunctionComponent {
  return lazy(() =>
    Promise.all([load(), words && learn(words)]).then(
      ([module]) => pick(module),
      () => {
        void beginAnew();
        return NotFetched;
      },
    ),
  );
}

/** Somebody with a code to set a new password wants to do that; all others want to come back to where they are now. */
function signInFrom(here: string): string {
  if (codeIn(location.hash, 'reset')) return `/forgotten${location.hash}`;
  return here === '/' || here === '/home' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(here)}`;
}

interface RedirectProps {
  to: (here: string) => string;
  path?: string;
  default?: true;
}

function Redirect({ to }: RedirectProps) {
  const { url } = useLocation();
  useEffect(() => navigate(to(url), { replace: true }), []);
  return null;
}

/** A screen reader starts at the new page's heading, not at the link that led there. */
function focusHeading() {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true }));
}
