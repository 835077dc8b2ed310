// On Hawtio's page: leads back to the page of the console that one has come from, or to its first.
(() => {
  let back = '/ui/';
  if (document.referrer) {
    const from = new URL(document.referrer);
    if (from.origin === location.origin && from.pathname.startsWith('/ui/'))
      back = from.pathname + from.search;
  }
  const link = document.createElement('a');
  link.href = back;
  link.textContent = 'Back to the console';
  Object.assign(link.style, {
    position: 'fixed',
    right: '1rem',
    bottom: '1rem',
    zIndex: '1000',
    padding: '0.4rem 0.8rem',
    borderRadius: '999px',
    background: '#0066cc',
    color: '#fff',
    font: '14px sans-serif',
    textDecoration: 'none',
  });
  document.body.append(link);
})();
