/** The map of the console: which screen is at which address. */
import { createBrowserRouter } from 'react-router';
import { HomePage } from './pages/home/home-page.js';
import { NotFoundPage } from './pages/not-found/not-found-page.js';
import { patterns } from './paths.js';
import { App } from './shell/app.js';
import { Crash } from './shell/crash.js';

/** Not in the built console. */
const DEVELOPMENT = import.meta.env.DEV
  ? [
      {
        path: '/_gallery',
        hydrateFallbackElement: <></>,
        lazy: async () => ({ Component: (await import('./gallery/gallery-page.js')).GalleryPage }),
      },
    ]
  : [];

export function createRouter(): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter([
    ...DEVELOPMENT,
    {
      element: <App />,
      errorElement: <Crash />,
      // What is shown while the code of a screen is loaded; fast enough to need nothing.
      hydrateFallbackElement: <></>,
      children: [
        { path: patterns.home, element: <HomePage /> },
        {
          path: patterns.network,
          lazy: async () => ({ Component: (await import('./pages/network/network-page.js')).NetworkPage }),
        },
        {
          path: patterns.instance,
          lazy: async () => ({ Component: (await import('./pages/instance/instance-page.js')).InstancePage }),
        },
        {
          path: patterns.routeTable,
          lazy: async () => ({
            Component: (await import('./pages/route-table/route-table-page.js')).RouteTablePage,
          }),
        },
        {
          path: patterns.gateway,
          lazy: async () => ({ Component: (await import('./pages/gateway/gateway-page.js')).GatewayPage }),
        },
        {
          path: patterns.providers,
          lazy: async () => ({
            Component: (await import('./pages/providers/providers-page.js')).ProvidersPage,
          }),
        },
        {
          path: patterns.provider,
          lazy: async () => ({
            Component: (await import('./pages/providers/provider-page.js')).ProviderPage,
          }),
        },
        {
          path: patterns.nodes,
          lazy: async () => ({ Component: (await import('./pages/nodes/nodes-page.js')).NodesPage }),
        },
        {
          path: patterns.runs,
          lazy: async () => ({ Component: (await import('./pages/runs/runs-page.js')).RunsPage }),
        },
        {
          path: patterns.run,
          lazy: async () => ({ Component: (await import('./pages/runs/run-page.js')).RunPage }),
        },
        {
          path: patterns.activity,
          lazy: async () => ({ Component: (await import('./pages/activity/activity-page.js')).ActivityPage }),
        },
        {
          path: patterns.access,
          lazy: async () => ({ Component: (await import('./pages/access/access-page.js')).AccessPage }),
        },
        {
          path: patterns.workspace,
          lazy: async () => ({
            Component: (await import('./pages/workspace/workspace-page.js')).WorkspacePage,
          }),
        },
        {
          path: patterns.plan,
          lazy: async () => ({ Component: (await import('./pages/plan/plan-page.js')).PlanPage }),
        },
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ]);
}
