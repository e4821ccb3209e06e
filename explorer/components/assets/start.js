// Tells Streamlit where its server is, so that it does not try paths below the page's own first.
window.__streamlit = { BACKEND_BASE_URL: location.origin };
