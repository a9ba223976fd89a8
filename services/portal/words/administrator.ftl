# Keys and the audit trail.
