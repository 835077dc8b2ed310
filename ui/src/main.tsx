import '@patternfly/react-core/dist/styles/base.css';
import './app.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import { Refused } from './api/client';
import { App } from './App';
import { ZoneProvider } from './parts/time';
import { ToastProvider } from './parts/toasts';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      // What the server refuses it refuses again; one that does not answer may come back.
      retry: (count, error) => error instanceof Refused && error.status === 0 && count < 3,
    },
  },
});

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <BrowserRouter basename="/ui">
        <ZoneProvider>
          <ToastProvider>
            <App />
          </ToastProvider>
        </ZoneProvider>
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);
