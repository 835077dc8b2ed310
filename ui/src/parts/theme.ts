import { useState } from 'react';

/** The theme that the page began with, and what changes it. */
export function useTheme(): ['dark' | 'light', () => void] {
  const root = document.documentElement;
  const [dark, setDark] = useState(root.classList.contains('pf-v6-theme-dark'));
  return [
    dark ? 'dark' : 'light',
    () => {
      root.classList.toggle('pf-v6-theme-dark', !dark);
      localStorage.setItem('noetl.theme', dark ? 'light' : 'dark');
      setDark(!dark);
    },
  ];
}
