"""The rights of residents over what is kept about them: requests, looks, holds, retention."""
