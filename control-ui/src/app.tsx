import { useEffect } from 'preact/hooks';
import { lazy, Route, Router, useLocation } from 'preact-iso';
import { fetchModule } from './fetch-module.ts';
import { navigate } from './navigate.ts';
import { Arriving } from './pages/arriving.tsx';
import { Claim } from './pages/claim/claim.tsx';
import { Home } from './pages/home/home.tsx';
import { NotFound } from './pages/not-found.tsx';
import { SignIn } from './pages/sign-in/sign-in.tsx';
import { Shell } from './shell.tsx';
import { standing } from './state/session.ts';

const CatalogPage = lazy(() => fetchModule(() => import('./pages/catalog/catalog-page.tsx')).then((module) => module.CatalogPage));
const CatalogAppPage = lazy(() =>
  fetchModule(() => import('./pages/catalog/catalog-app-page.tsx')).then((module) => module.CatalogAppPage),
);
const SourcesPage = lazy(() => fetchModule(() => import('./pages/sources/sources-page.tsx')).then((module) => module.SourcesPage));
const AppPage = lazy(() => fetchModule(() => import('./pages/app/app-page.tsx')).then((module) => module.AppPage));
const Bin = lazy(() => fetchModule(() => import('./pages/bin/bin.tsx')).then((module) => module.Bin));
const Activity = lazy(() => fetchModule(() => import('./pages/activity/activity.tsx')).then((module) => module.Activity));
const OperationPage = lazy(() => fetchModule(() => import('./pages/activity/operation-page.tsx')).then((module) => module.OperationPage));
const BoxPage = lazy(() => fetchModule(() => import('./pages/box/box.tsx')).then((module) => module.BoxPage));
const Account = lazy(() => fetchModule(() => import('./pages/account/account.tsx')).then((module) => module.Account));

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
          <Redirect default to={() => '/claim'} />
        </Router>
      );
    case 'signed-out':
      return (
        <Router>
          <Route path="/sign-in" component={SignIn} />
          <Redirect default to={(here) => (here === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(here)}`)} />
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
            <Route path="/settings/sources" component={SourcesPage} />
            <Route path="/box" component={BoxPage} />
            <Route path="/settings" component={Account} />
            <Route path="/sign-in" component={SignIn} />
            <Redirect path="/home" to={() => '/'} />
            <Redirect path="/claim" to={() => '/'} />
            <Route default component={NotFound} />
          </Router>
        </Shell>
      );
  }
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
