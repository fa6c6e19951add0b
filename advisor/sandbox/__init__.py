"""Where code of the user's and of ours runs: child processes with limits."""
