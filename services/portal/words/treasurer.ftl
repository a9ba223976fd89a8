# Payment runs.
