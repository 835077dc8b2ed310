// Before the first paint, so that a dark page does not flash white.
(() => {
  const chosen = localStorage.getItem('noetl.theme');
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.classList.toggle('pf-v6-theme-dark', dark);
})();
