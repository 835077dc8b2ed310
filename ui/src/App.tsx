import {
  Button,
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MastheadToggle,
  Nav,
  NavItem,
  NavList,
  Page,
  PageSidebar,
  PageSidebarBody,
  PageToggleButton,
  SkipToContent,
} from '@patternfly/react-core';
import { BarsIcon, KeyboardIcon, MoonIcon, SunIcon } from '@patternfly/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, Navigate, Route, Routes, useLocation, useNavigate } from 'react-router-dom';
import { api, type Schemas } from './api/client';
import { Boundary } from './parts/boundary';
import { Shortcuts } from './parts/shortcuts';
import { Gone, Loading } from './parts/states';
import { useTheme } from './parts/theme';
import { useZone } from './parts/time';
import { MeContext } from './parts/me';
import { t } from './texts';

const Executions = lazy(() => import('./pages/Executions'));
const Execution = lazy(() => import('./pages/Execution'));
const Playbooks = lazy(() => import('./pages/Playbooks'));
const Playbook = lazy(() => import('./pages/Playbook'));
const NewPlaybook = lazy(() => import('./pages/NewPlaybook'));
const Schedules = lazy(() => import('./pages/Schedules'));
const Subscriptions = lazy(() => import('./pages/Subscriptions'));
const Approvals = lazy(() => import('./pages/Approvals'));
const Credentials = lazy(() => import('./pages/Credentials'));
const Keychain = lazy(() => import('./pages/Keychain'));
const Keys = lazy(() => import('./pages/Keys'));
const Audit = lazy(() => import('./pages/Audit'));
const Servers = lazy(() => import('./pages/Servers'));
const Sql = lazy(() => import('./pages/Sql'));
const Login = lazy(() => import('./pages/Login'));

const places: [string, string, string][] = [
  ['/executions', t.nav.executions, 'viewer'],
  ['/playbooks', t.nav.playbooks, 'viewer'],
  ['/schedules', t.nav.schedules, 'viewer'],
  ['/subscriptions', t.nav.subscriptions, 'viewer'],
  ['/approvals', t.nav.approvals, 'viewer'],
  ['/credentials', t.nav.credentials, 'viewer'],
  ['/keychain', t.nav.keychain, 'viewer'],
  ['/sql', t.nav.sql, 'viewer'],
  ['/servers', t.nav.servers, 'viewer'],
  ['/keys', t.nav.keys, 'admin'],
  ['/audit', t.nav.audit, 'admin'],
];

/** The frame of all pages: who is there, where one can go, and the page of the address. */
export function App() {
  const client = useQueryClient();
  const location = useLocation();
  const navigate = useNavigate();
  const [theme, toggleTheme] = useTheme();
  const [zone, toggleZone] = useZone();
  const [help, setHelp] = useState(false);
  const me = useQuery({
    queryKey: ['whoami'],
    queryFn: () => api.get<Schemas['Whoami']>('/api/whoami'),
    staleTime: 60_000,
  });

  useEffect(() => {
    const signedOut = () => {
      if (!window.location.pathname.startsWith('/ui/login')) {
        const from = window.location.pathname.replace(/^\/ui/, '') + window.location.search;
        navigate(`/login?from=${encodeURIComponent(from)}`);
      }
    };
    window.addEventListener('noetl:signed-out', signedOut);
    return () => window.removeEventListener('noetl:signed-out', signedOut);
  }, [navigate]);

  const signOut = async () => {
    await api.post('/logout');
    client.clear();
    navigate('/login');
  };

  if (location.pathname === '/login') {
    return (
      <Suspense fallback={<Loading />}>
        <Login />
      </Suspense>
    );
  }
  if (me.isPending) return <Loading />;

  const roles = me.data?.roles ?? [];
  const masthead = (
    <Masthead display={{ default: 'inline' }}>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton
            variant="plain"
            aria-label={t.top.menu}
            isHamburgerButton={false}
            icon={<BarsIcon />}
          />
        </MastheadToggle>
        <MastheadBrand>
          <MastheadLogo component={(props) => <Link {...props} to="/executions" aria-label={t.product} />}>
            <img src="/ui/icon.svg" alt="" className="brand-icon" />
            <span className="brand-name">{t.product}</span>
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <div className="top-tools">
          <Button
            variant="plain"
            className="zone-button"
            onClick={toggleZone}
            title={zone === 'UTC' ? t.top.local : t.top.utc}
            aria-label={t.top.zone(zone)}
          >
            <span className="zone-whole">{t.top.zone(zone)}</span>
            <span className="zone-short">{zone.split('/').at(-1)}</span>
          </Button>
          <Button
            variant="plain"
            icon={theme === 'dark' ? <SunIcon /> : <MoonIcon />}
            aria-label={t.top.theme}
            onClick={toggleTheme}
          />
          <Button
            variant="plain"
            icon={<KeyboardIcon />}
            aria-label={t.top.keys}
            onClick={() => setHelp(true)}
          />
          {me.data && (
            <span className="who" title={t.top.role(me.data.role)}>
              {me.data.name}
            </span>
          )}
          {me.data?.name.startsWith('user:') && (
            <Button variant="link" onClick={() => void signOut()}>
              {t.top.signOut}
            </Button>
          )}
        </div>
      </MastheadContent>
    </Masthead>
  );
  const sidebar = (
    <PageSidebar>
      <PageSidebarBody>
        <Nav aria-label={t.nav.label}>
          <NavList>
            {places
              .filter(([, , role]) => roles.includes(role))
              .map(([to, label]) => (
                <NavItem key={to} isActive={location.pathname.startsWith(to)} itemId={to}>
                  <Link to={to}>{label}</Link>
                </NavItem>
              ))}
            <NavItem itemId="hawtio">
              <a href="/actuator/hawtio/">{t.nav.hawtio}</a>
            </NavItem>
            <NavItem itemId="docs">
              <a href="/api/docs">{t.nav.docs}</a>
            </NavItem>
          </NavList>
        </Nav>
      </PageSidebarBody>
    </PageSidebar>
  );
  return (
    <MeContext.Provider value={me.data ?? null}>
      <Page
        masthead={masthead}
        sidebar={sidebar}
        isManagedSidebar
        mainContainerId="main"
        skipToContent={<SkipToContent href="#main">{t.skip}</SkipToContent>}
      >
        <Boundary key={location.pathname}>
          <Suspense fallback={<Loading />}>
            <Routes>
              <Route path="/" element={<Navigate to="/executions" replace />} />
              <Route path="/executions" element={<Executions />} />
              <Route path="/executions/:id" element={<Execution />} />
              <Route path="/executions/:id/:tab" element={<Execution />} />
              <Route path="/executions/:id/:tab/:step" element={<Execution />} />
              <Route path="/playbooks" element={<Playbooks />} />
              <Route path="/playbooks/*" element={<Playbook />} />
              <Route path="/editor" element={<NewPlaybook />} />
              <Route path="/schedules" element={<Schedules />} />
              <Route path="/subscriptions" element={<Subscriptions />} />
              <Route path="/approvals" element={<Approvals />} />
              <Route path="/approvals/:id" element={<Approvals />} />
              <Route path="/credentials" element={<Credentials />} />
              <Route path="/keychain" element={<Keychain />} />
              <Route path="/keys" element={<Keys />} />
              <Route path="/audit" element={<Audit />} />
              <Route path="/servers" element={<Servers />} />
              <Route path="/sql" element={<Sql />} />
              <Route path="*" element={<Gone />} />
            </Routes>
          </Suspense>
        </Boundary>
      </Page>
      <Shortcuts open={help} setOpen={setHelp} />
    </MeContext.Provider>
  );
}
