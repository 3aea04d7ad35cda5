import { type ComponentType, lazy, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { Shell } from './components/shell.tsx'
import { Waiting } from './components/waiting.tsx'

/** Each page is a chunk of its own: the room loads nothing that only the report needs. */
const RolesPage = lazy(() => import('./features/setup/roles-page.tsx').then((m) => ({ default: m.RolesPage })))
const SetupPage = lazy(() => import('./features/setup/setup-page.tsx').then((m) => ({ default: m.SetupPage })))
const ImportPage = lazy(() => import('./features/bank/import-page.tsx').then((m) => ({ default: m.ImportPage })))
const HistoryPage = lazy(() => import('./features/history/history-page.tsx').then((m) => ({ default: m.HistoryPage })))
const RoomPage = lazy(() => import('./features/room/room-page.tsx').then((m) => ({ default: m.RoomPage })))
const ReportPage = lazy(() => import('./features/report/report-page.tsx').then((m) => ({ default: m.ReportPage })))
const PrintPage = lazy(() => import('./features/report/print-page.tsx').then((m) => ({ default: m.PrintPage })))
const ReplayPage = lazy(() => import('./features/replay/replay-page.tsx').then((m) => ({ default: m.ReplayPage })))
const SettingsPage = lazy(() =>
  import('./features/settings/settings-page.tsx').then((m) => ({ default: m.SettingsPage })),
)
const CalibrationPage = lazy(() =>
  import('./features/calibration/calibration-page.tsx').then((m) => ({ default: m.CalibrationPage })),
)

type SessionPage = ComponentType<{ sessionId: string }>

function sessionRoute(path: string, Page: SessionPage) {
  return <Route path={path}>{(params: { id: string }) => <Page key={params.id} sessionId={params.id} />}</Route>
}

export function Routes() {
  return (
    <Shell>
      <Suspense fallback={<Waiting for="the page" />}>
        <Switch>
          <Route path="/" component={RolesPage} />
          <Route path="/roles/import" component={ImportPage} />
          <Route path="/roles/:id">{(params) => <SetupPage key={params.id} roleId={params.id} />}</Route>
          <Route path="/sessions" component={HistoryPage} />
          {sessionRoute('/sessions/:id', RoomPage)}
          {sessionRoute('/sessions/:id/report', ReportPage)}
          {sessionRoute('/sessions/:id/print', PrintPage)}
          {sessionRoute('/sessions/:id/replay', ReplayPage)}
          <Route path="/settings" component={SettingsPage} />
          <Route path="/calibration" component={CalibrationPage} />
          <Route>
            <Redirect to="/" replace />
          </Route>
        </Switch>
      </Suspense>
    </Shell>
  )
}
