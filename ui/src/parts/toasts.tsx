import { Alert, AlertActionCloseButton, AlertGroup } from '@patternfly/react-core';
import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';

type Toast = { id: number; title: string; variant: 'success' | 'danger' | 'info'; body?: ReactNode };
type Say = (title: string, variant?: Toast['variant'], body?: ReactNode) => void;

const ToastContext = createContext<Say>(() => {});

/** Says what was done, for a while. */
export const useSay = () => useContext(ToastContext);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const drop = (id: number) => setToasts((all) => all.filter((toast) => toast.id !== id));
  const say = useCallback<Say>((title, variant = 'success', body) => {
    setToasts((all) => [...all.slice(-3), { id: Date.now() + Math.random(), title, variant, body }]);
  }, []);
  return (
    <ToastContext.Provider value={say}>
      {children}
      <AlertGroup isToast isLiveRegion>
        {toasts.map((toast) => (
          <Alert
            key={toast.id}
            variant={toast.variant}
            title={toast.title}
            timeout={toast.variant === 'danger' ? 15_000 : 6_000}
            onTimeout={() => drop(toast.id)}
            actionClose={<AlertActionCloseButton onClose={() => drop(toast.id)} />}
          >
            {toast.body}
          </Alert>
        ))}
      </AlertGroup>
    </ToastContext.Provider>
  );
}
