"""The script that Streamlit runs again at every turn; what it does is in ``explorer.ui``."""

from explorer.ui import main

if __name__ == "__main__":
    main()
