"""The script that Streamlit runs again at every turn; what it does is in ``explorer.ui``."""

from explorer.ui import main

main()
