import { createContext, useContext } from 'react';
import type { Schemas } from '../api/client';

export const MeContext = createContext<Schemas['Whoami'] | null>(null);

/** Whether the person who looks may do what a role may. */
export function useMay(role: 'viewer' | 'operator' | 'editor' | 'admin'): boolean {
  return useContext(MeContext)?.roles.includes(role) ?? false;
}
